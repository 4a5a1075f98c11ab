import type { Command } from "../command";
import { API_KEYS_CREATE } from "./api-keys";
import { CHECKS_GET, CHECKS_LIST, CHECKS_TAIL } from "./checks";
import { KEYS_CREATE, KEYS_LIST, KEYS_ROTATE } from "./keys";
import { NOTIFICATIONS_LIST, NOTIFICATIONS_RESEND } from "./notifications";
import { PROVIDERS_APPLY, PROVIDERS_EXPORT, PROVIDERS_GET, PROVIDERS_LIST } from "./providers";
import { SIGN } from "./sign";
import { SIMULATE } from "./simulate";
import { TENANTS_CREATE } from "./tenants";
import { RETENTION } from "./retention";
import { ROOT_KEY_REWRAP } from "./root-key";
import { USERS_CREATE, USERS_RESET_PASSWORD } from "./users";
import { VALIDATE } from "./validate";
import { VERIFY } from "./verify";

/** Every command, in the order of the overview. */
export const COMMANDS: readonly Command[] = [
  TENANTS_CREATE,
  USERS_CREATE,
  USERS_RESET_PASSWORD,
  API_KEYS_CREATE,
  PROVIDERS_APPLY,
  PROVIDERS_LIST,
  PROVIDERS_GET,
  PROVIDERS_EXPORT,
  KEYS_CREATE,
  KEYS_LIST,
  KEYS_ROTATE,
  CHECKS_LIST,
  CHECKS_GET,
  CHECKS_TAIL,
  NOTIFICATIONS_LIST,
  NOTIFICATIONS_RESEND,
  SIMULATE,
  VALIDATE,
  SIGN,
  VERIFY,
  RETENTION,
  ROOT_KEY_REWRAP,
];
