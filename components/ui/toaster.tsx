"use client";
import { useTheme } from "next-themes";
import { Toaster as Sonner } from "sonner";

/** Where results of actions are said. Call `toast` from sonner. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      gap={8}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-start gap-2.5 rounded-md border border-line bg-raised px-3.5 py-2.5 text-sm text-ink shadow-float",
          title: "font-medium",
          description: "text-muted",
          success: "[&_[data-icon]]:text-good",
          error: "[&_[data-icon]]:text-bad",
          icon: "mt-0.5",
        },
      }}
    />
  );
}
