"use client";
import type { ReactNode } from "react";
import { Dialog as Radix } from "radix-ui";
import { Button } from "./button";
import { CrossIcon } from "./icons";
import { cn } from "./cn";

export const Dialog = Radix.Root;
export const DialogTrigger = Radix.Trigger;
export const DialogClose = Radix.Close;

type DialogContentProps = {
  title: ReactNode;
  /** What will happen, to how many, and what it costs. */
  description?: ReactNode;
  footer?: ReactNode;
  className?: string;
  children?: ReactNode;
};

const VEIL = "fixed inset-0 z-40 bg-veil data-[state=open]:animate-fade-in";

export function DialogContent({ title, description, footer, className, children }: DialogContentProps) {
  return (
    <Radix.Portal>
      <Radix.Overlay className={VEIL} />
      <Radix.Content
        {...(description ? {} : { "aria-describedby": undefined })}
        className={cn(
          "fixed top-[12vh] left-1/2 z-50 flex max-h-[80dvh] w-[min(520px,calc(100vw-32px))] -translate-x-1/2 flex-col rounded-lg border border-line bg-raised shadow-float outline-none data-[state=open]:animate-pop-in",
          className,
        )}
      >
        <header className="flex items-start gap-3 px-5 pt-4">
          <div className="min-w-0 flex-1">
            <Radix.Title className="text-lg font-semibold tracking-tight text-balance">{title}</Radix.Title>
            {description && (
              <Radix.Description asChild>
                <div className="mt-1 text-sm text-pretty text-muted">{description}</div>
              </Radix.Description>
            )}
          </div>
          <DialogCross />
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
        {footer && (
          <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">
            {footer}
          </footer>
        )}
      </Radix.Content>
    </Radix.Portal>
  );
}

function DialogCross() {
  return (
    <Radix.Close asChild>
      <Button variant="ghost" size="sm" isIcon aria-label="Close" className="-mr-1.5">
        <CrossIcon size={14} />
      </Button>
    </Radix.Close>
  );
}

type SheetContentProps = {
  title: ReactNode;
  side: "left" | "right" | "bottom";
  /** The title is said to screen readers but not drawn. */
  hasHiddenTitle?: boolean;
  className?: string;
  children: ReactNode;
};

const SIDES: Record<SheetContentProps["side"], string> = {
  left: "inset-y-0 left-0 w-[min(280px,86vw)] border-r data-[state=open]:animate-sheet-left",
  right: "inset-y-0 right-0 w-[min(560px,100vw)] border-l data-[state=open]:animate-sheet-right",
  bottom: "inset-x-0 bottom-0 max-h-[85dvh] rounded-t-lg border-t data-[state=open]:animate-sheet-bottom",
};

/** A panel from an edge; opened and closed like a dialog. */
export function SheetContent({
  title,
  side,
  hasHiddenTitle = false,
  className,
  children,
}: SheetContentProps) {
  return (
    <Radix.Portal>
      <Radix.Overlay className={VEIL} />
      <Radix.Content
        aria-describedby={undefined}
        className={cn(
          "fixed z-50 flex flex-col border-line bg-surface shadow-float outline-none",
          SIDES[side],
          className,
        )}
      >
        <header
          className={cn("flex h-12 shrink-0 items-center justify-between px-4", hasHiddenTitle && "sr-only")}
        >
          <Radix.Title className="font-semibold">{title}</Radix.Title>
          {!hasHiddenTitle && <DialogCross />}
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
      </Radix.Content>
    </Radix.Portal>
  );
}
