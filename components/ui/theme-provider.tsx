"use client";
import type { ReactNode } from "react";
import { ThemeProvider as NextThemes } from "next-themes";

/** Light or dark as the system says, unless the person chose; written to `data-theme` before the first paint. */
export function ThemeProvider({ children }: { children: ReactNode }) {
  return (
    <NextThemes attribute="data-theme" defaultTheme="system" enableSystem disableTransitionOnChange>
      {children}
    </NextThemes>
  );
}
