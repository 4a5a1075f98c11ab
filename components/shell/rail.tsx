"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/cn";
import { BrandMark, FoldIcon } from "@/components/ui/icons";
import { CountBadge } from "@/components/ui/tag";
import { isCurrent, NAV_ICONS, type NavItem } from "./nav";

// The rail folds by choice above 1024 px and always between 720 and 1024 px.
const WHEN_OPEN = {
  label:
    "lg:group-data-[rail=open]/shell:static lg:group-data-[rail=open]/shell:bg-transparent lg:group-data-[rail=open]/shell:p-0 lg:group-data-[rail=open]/shell:text-inherit lg:group-data-[rail=open]/shell:opacity-100 lg:group-data-[rail=open]/shell:shadow-none lg:group-data-[rail=open]/shell:border-0",
  shown: "hidden lg:group-data-[rail=open]/shell:inline",
};

type RailProps = { items: readonly NavItem[]; version: string; isFolded: boolean; onFold: () => void };

/** The left rail: 216 px with words, 56 px with icons whose words show on hover and focus. */
export function Rail({ items, version, isFolded, onFold }: RailProps) {
  return (
    <aside className="sticky top-0 z-30 hidden h-dvh w-14 shrink-0 flex-col border-r border-line bg-surface p-2 md:flex lg:group-data-[rail=open]/shell:w-54">
      <Brand wordClass={WHEN_OPEN.shown} href={items[0]?.href ?? "/"} />
      <NavList items={items} labelClass={LABEL_FOLDED} badgeClass={WHEN_OPEN.shown} />
      <div className="mt-auto flex items-center justify-between gap-2 pt-2">
        <span className={cn("truncate px-2 text-xs text-faint", WHEN_OPEN.shown)}>{version}</span>
        <button
          type="button"
          aria-label={isFolded ? "Unfold the navigation" : "Fold the navigation"}
          aria-expanded={!isFolded}
          onClick={onFold}
          className="hidden size-10 place-items-center rounded-md text-faint transition-colors hover:bg-sunken hover:text-ink lg:grid lg:group-data-[rail=open]/shell:size-8"
        >
          <FoldIcon />
        </button>
      </div>
    </aside>
  );
}

const LABEL_FOLDED = cn(
  "pointer-events-none absolute left-full z-40 ml-2 rounded-md border border-line bg-raised px-2 py-1 text-sm whitespace-nowrap text-ink opacity-0 shadow-float transition-opacity group-hover/item:opacity-100 group-focus-visible/item:opacity-100",
  WHEN_OPEN.label,
  "lg:group-data-[rail=open]/shell:ml-0",
);

export function Brand({ href, wordClass }: { href: string; wordClass?: string }) {
  return (
    <Link
      href={href}
      className="mb-2 flex h-8 items-center gap-2 rounded-md px-[11px] font-semibold lg:group-data-[rail=open]/shell:px-2"
    >
      <BrandMark />
      <span className={cn("tracking-tight", wordClass)}>Gatehouse</span>
      {wordClass && <span className="sr-only lg:group-data-[rail=open]/shell:hidden">Gatehouse</span>}
    </Link>
  );
}

type NavListProps = {
  items: readonly NavItem[];
  labelClass?: string;
  badgeClass?: string;
  onFollow?: () => void;
};

export function NavList({ items, labelClass, badgeClass, onFollow }: NavListProps) {
  const pathname = usePathname();
  return (
    <nav aria-label="Main">
      <ul className="grid gap-0.5">
        {items.map((item) => {
          const Icon = NAV_ICONS[item.icon];
          const isOn = isCurrent(item, pathname, items);
          return (
            <li key={item.href}>
              <Link
                href={item.href}
                {...(isOn ? { "aria-current": "page" as const } : {})}
                {...(onFollow ? { onClick: onFollow } : {})}
                className={cn(
                  "group/item relative flex h-9 items-center gap-2.5 rounded-md px-3 transition-colors lg:group-data-[rail=open]/shell:h-8 lg:group-data-[rail=open]/shell:px-2 coarse:h-11",
                  isOn
                    ? "bg-sunken font-medium text-ink dark:bg-line/60"
                    : "text-muted hover:bg-sunken hover:text-ink",
                )}
              >
                <Icon className="shrink-0" />
                <span className={labelClass}>{item.label}</span>
                {item.badge !== undefined && (
                  <span className={cn("ml-auto", badgeClass)}>
                    <CountBadge tone="bad">{item.badge}</CountBadge>
                  </span>
                )}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
