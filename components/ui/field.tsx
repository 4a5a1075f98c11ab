"use client";
import { createContext, use, useId, useMemo, type ComponentProps, type ReactNode } from "react";
import { ChevronDownIcon } from "./icons";
import { cn } from "./cn";

type FieldIds = { controlId: string; hintId?: string; errorId?: string };
const FieldContext = createContext<FieldIds | null>(null);

type FieldProps = {
  label: ReactNode;
  /** One sentence that helps before anything went wrong. */
  hint?: ReactNode;
  /** What is wrong and what to do; marks the control invalid. */
  error?: string | undefined;
  /** Shown after the label, for example "optional". */
  note?: string;
  className?: string;
  children: ReactNode;
};

/** A label, one control and what is said about it, tied together for screen readers. */
export function Field({ label, hint, error, note, className, children }: FieldProps) {
  const id = useId();
  const hasHint = hint !== undefined && hint !== null;
  const ids = useMemo<FieldIds>(
    () => ({
      controlId: `${id}-control`,
      ...(hasHint ? { hintId: `${id}-hint` } : {}),
      ...(error ? { errorId: `${id}-error` } : {}),
    }),
    [id, hasHint, error],
  );
  return (
    <FieldContext value={ids}>
      <div className={cn("grid content-start gap-1", className)}>
        <Label htmlFor={ids.controlId} note={note}>
          {label}
        </Label>
        {children}
        {hasHint && (
          <p id={ids.hintId} className="text-xs text-muted">
            {hint}
          </p>
        )}
        {error && (
          <p id={ids.errorId} className="text-xs text-bad">
            {error}
          </p>
        )}
      </div>
    </FieldContext>
  );
}

type LabelProps = { htmlFor: string; note?: string | undefined; className?: string; children: ReactNode };

export function Label({ htmlFor, note, className, children }: LabelProps) {
  return (
    <label htmlFor={htmlFor} className={cn("text-xs font-medium text-muted", className)}>
      {children}
      {note && <span className="font-normal text-faint"> · {note}</span>}
    </label>
  );
}

const CONTROL =
  "w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 text-ink transition-[border-color] placeholder:text-faint hover:border-faint/70 focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 disabled:opacity-60 aria-invalid:border-bad aria-invalid:focus-visible:outline-bad text-sm coarse:text-lg";

function useControl(id: string | undefined): {
  id?: string;
  "aria-invalid"?: true;
  "aria-describedby"?: string;
} {
  const field = use(FieldContext);
  if (!field) return id === undefined ? {} : { id };
  const described = [field.errorId, field.hintId].filter(Boolean).join(" ");
  return {
    id: id ?? field.controlId,
    ...(field.errorId ? { "aria-invalid": true as const } : {}),
    ...(described ? { "aria-describedby": described } : {}),
  };
}

export function Input({ className, id, ...rest }: ComponentProps<"input">) {
  return <input {...useControl(id)} className={cn(CONTROL, "h-8 coarse:h-11", className)} {...rest} />;
}

export function Textarea({ className, id, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea {...useControl(id)} className={cn(CONTROL, "min-h-18 py-1.5 leading-5", className)} {...rest} />
  );
}

/** The platform's own select: it is the one that works with a thumb. */
export function Select({ className, id, children, ...rest }: ComponentProps<"select">) {
  return (
    <span className={cn("relative block", className)}>
      <select {...useControl(id)} className={cn(CONTROL, "h-8 appearance-none pr-8 coarse:h-11")} {...rest}>
        {children}
      </select>
      <ChevronDownIcon
        size={14}
        className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-muted"
      />
    </span>
  );
}
