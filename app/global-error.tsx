"use client";
import "./globals.css";

/** The last net: even the layout failed, so nothing of ours is used here but the tokens. */
export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en">
      <body>
        <main className="grid min-h-dvh place-content-center gap-2 px-6 text-center">
          <h1 className="text-lg font-semibold">Gatehouse could not draw this page</h1>
          <p className="text-muted">
            Checks go on without it. Try again; if it stays, look into the log of web.
          </p>
          {error.digest && <code className="text-xs text-muted">{error.digest}</code>}
          <p>
            <button
              type="button"
              onClick={reset}
              className="mt-2 h-8 rounded-md border border-line-strong px-3 font-medium"
            >
              Try again
            </button>
          </p>
        </main>
      </body>
    </html>
  );
}
