import type { ReactNode } from "react";

type PageHeaderProps = {
  title: ReactNode;
  /** After the title, quieter: an id or a path. */
  aside?: ReactNode;
  /** One sentence: what this page shows. */
  description?: ReactNode;
  /** The primary action last. */
  actions?: ReactNode;
};

/** Title, one sentence, actions at the top right. */
export function PageHeader({ title, aside, description, actions }: PageHeaderProps) {
  return (
    <header className="mb-4 flex flex-wrap items-end gap-x-3 gap-y-3">
      <div className="min-w-0 flex-1 basis-80">
        <div className="flex min-w-0 flex-wrap items-baseline gap-x-2">
          <h1 className="min-w-0 text-xl font-semibold tracking-tight break-words">{title}</h1>
          {aside}
        </div>
        {description && <p className="text-pretty text-muted">{description}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}
