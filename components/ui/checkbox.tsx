"use client";
import { useEffect, useId, useRef, type ComponentProps, type ReactNode } from "react";
import { cn } from "./cn";

type CheckboxProps = Omit<ComponentProps<"input">, "type"> & { isMixed?: boolean };

/** A real checkbox input, drawn in our lines; `isMixed` for "some of them". */
export function Checkbox({ isMixed = false, className, ...rest }: CheckboxProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current) input.current.indeterminate = isMixed;
  }, [isMixed]);
  return (
    <span className={cn("relative inline-grid size-3.5 shrink-0 place-items-center align-middle", className)}>
      <input
        ref={input}
        type="checkbox"
        className="peer size-3.5 appearance-none rounded-[3px] border border-faint bg-surface transition-[background-color,border-color] after:absolute after:-inset-2.5 checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent hover:border-accent disabled:opacity-50"
        {...rest}
      />
      <svg
        viewBox="0 0 14 14"
        className="pointer-events-none absolute size-3.5 fill-none stroke-accent-ink stroke-2 opacity-0 peer-checked:opacity-100 peer-indeterminate:opacity-100"
        aria-hidden="true"
      >
        <path
          d={isMixed ? "M4 7h6" : "m3.5 7.2 2.4 2.4 4.6-5"}
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
    </span>
  );
}

type CheckboxFieldProps = CheckboxProps & { label: ReactNode; hint?: ReactNode };

/** A checkbox with its words beside it. */
export function CheckboxField({ label, hint, ...rest }: CheckboxFieldProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-2 text-sm">
      <Checkbox
        id={id}
        {...(hint ? { "aria-describedby": `${id}-hint` } : {})}
        className="mt-[3px]"
        {...rest}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint && (
          <p id={`${id}-hint`} className="text-xs text-muted">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
