import type { ConnectorName } from "../src/record/vocabulary.ts";
import type { Story } from "./story.ts";

/** How an imitated platform is started. */
export interface LabOptions {
  readonly story: Story;
  /** 0, the default, takes a free port. */
  readonly port?: number;
  readonly now?: () => Date;
}

/** An imitated platform on loopback. */
export interface LabPlatform {
  readonly connector: ConnectorName;
  /** Such as `http://127.0.0.1:40123`. */
  readonly origin: string;
  readonly story: Story;
  /**
   * Switches a fault on for all answers until it is switched off with null. Every platform knows `login-page`,
   * `half-json`, `throttled`, `challenge`, `empty`, `field-missing`, `server-error` where they make sense for it.
   * An unknown name is an error.
   */
  fault(name: string | null): void;
  /** The source settings that point a connector at it. */
  settings(): Record<string, unknown>;
  stop(): Promise<void>;
}
