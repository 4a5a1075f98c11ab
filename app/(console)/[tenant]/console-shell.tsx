"use client";
import { signOut } from "next-auth/react";
import { AppShell, type AppShellProps } from "@/components/shell/app-shell";

/** The frame of the console with the parts that only a browser has. */
export function ConsoleShell(props: Omit<AppShellProps, "onSignOut">) {
  return <AppShell {...props} onSignOut={() => void signOut({ callbackUrl: "/sign-in" })} />;
}
