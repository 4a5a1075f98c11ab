import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LiveFeed } from "./live-feed";

/** The browser's side of the stream, as far as the feed uses it. */
class FakeSource extends EventTarget {
  static opened: FakeSource[] = [];
  isClosed = false;
  readonly url: string;
  constructor(url: string) {
    super();
    this.url = url;
    FakeSource.opened.push(this);
  }
  say(event: string, data: unknown): void {
    this.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(data) }));
  }
  fail(): void {
    this.dispatchEvent(new Event("error"));
  }
  close(): void {
    this.isClosed = true;
  }
}

class FakeDocument extends EventTarget {
  visibilityState = "visible";
  show(isShown: boolean): void {
    this.visibilityState = isShown ? "visible" : "hidden";
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

describe("the feed of a tab", () => {
  let page: FakeDocument;
  let browser: EventTarget;
  let feed: LiveFeed;
  let stop: () => void;
  let calls: number;

  beforeEach(() => {
    vi.useFakeTimers();
    FakeSource.opened = [];
    page = new FakeDocument();
    browser = new EventTarget();
    vi.stubGlobal("document", page);
    vi.stubGlobal("window", browser);
    vi.stubGlobal("EventSource", FakeSource);
    feed = new LiveFeed("/api/live/acme");
    stop = feed.start();
    calls = 0;
    feed.listen({ topics: ["checks"], onDue: () => (calls += 1) });
  });
  afterEach(() => {
    stop();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const source = () => FakeSource.opened.at(-1) as FakeSource;
  const hear = () => {
    source().say("hearing", true);
    calls = 0;
  };

  it("passes on what concerns a listener, and nothing else", () => {
    hear();
    expect([feed.state, source().url]).toEqual(["live", "/api/live/acme"]);
    source().say("change", ["jobs"]);
    expect(calls).toBe(0);
    source().say("change", ["notifications", "checks"]);
    expect(calls).toBe(1);
  });

  it("tells a page of what changed while it was on its way here", () => {
    hear();
    source().say("change", ["jobs"]);
    const heard: string[] = [];
    const note = (name: string) => () => heard.push(name);
    vi.advanceTimersByTime(2_000);
    feed.listen({ topics: ["jobs"], onDue: note("in time") });
    feed.listen({ topics: ["checks"], onDue: note("of something else") });
    feed.listen({ topics: ["jobs"], onDue: note("gone again") })();
    vi.advanceTimersByTime(20_000);
    feed.listen({ topics: ["jobs"], onDue: note("long after") });
    vi.advanceTimersByTime(1_000);
    expect(heard).toEqual(["in time"]);
  });

  it("looks once when it begins to hear, and every minute after", () => {
    source().say("hearing", true);
    expect(calls).toBe(1);
    vi.advanceTimersByTime(59_000);
    expect(calls).toBe(1);
    vi.advanceTimersByTime(1_000);
    expect(calls).toBe(2);
  });

  it("asks every five seconds while it hears nothing, and every thirty when nobody touches the page", () => {
    hear();
    source().say("hearing", false);
    expect(feed.state).toBe("polling");
    vi.advanceTimersByTime(20_000);
    expect(calls).toBe(4);
    vi.advanceTimersByTime(60_000);
    calls = 0;
    vi.advanceTimersByTime(60_000);
    expect(calls).toBe(2);
    browser.dispatchEvent(new Event("keydown"));
    expect(calls).toBe(3);
  });

  it("connects again after a failure, more and more patiently", () => {
    hear();
    source().fail();
    expect([feed.state, source().isClosed, FakeSource.opened.length]).toEqual(["polling", true, 1]);
    vi.advanceTimersByTime(1_300);
    expect(FakeSource.opened.length).toBe(2);
    source().fail();
    vi.advanceTimersByTime(1_300);
    expect(FakeSource.opened.length).toBe(2);
    vi.advanceTimersByTime(1_300);
    expect(FakeSource.opened.length).toBe(3);
    hear();
    expect(feed.state).toBe("live");
  });

  it("gives its connection back while nobody looks, and catches up when somebody does", () => {
    hear();
    page.show(false);
    vi.advanceTimersByTime(9_000);
    expect(source().isClosed).toBe(false);
    vi.advanceTimersByTime(1_000);
    expect([feed.state, source().isClosed]).toEqual(["paused", true]);
    vi.advanceTimersByTime(600_000);
    expect([calls, FakeSource.opened.length]).toEqual([0, 1]);
    page.show(true);
    expect([calls, FakeSource.opened.length]).toEqual([1, 2]);
  });
});
