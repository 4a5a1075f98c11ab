"use client";
import type { FormEvent } from "react";

type LookupFieldProps = { value: string | null; onChange: (value: string | null) => void };

/** Finds one reference by any of its names; Enter looks, an empty field shows all again. */
export function LookupField({ value, onChange }: LookupFieldProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = new FormData(event.currentTarget).get("lookup");
    onChange(typeof text === "string" && text.trim() !== "" ? text.trim() : null);
  };
  return (
    <form onSubmit={submit} className="min-w-0 max-sm:w-full">
      <input
        key={value ?? ""}
        type="search"
        name="lookup"
        defaultValue={value ?? ""}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        aria-label="Reference or update id"
        placeholder="Reference or update id"
        className="h-[26px] w-full rounded-full border border-line-strong bg-surface px-3 text-xs text-ink transition-colors placeholder:text-muted hover:border-faint sm:w-64 coarse:h-9"
      />
    </form>
  );
}
