export { authenticateUser, type SignedInUser } from "./authenticate-user";
export { createUser, CreateUserInput, RoleName } from "./create-user";
export { isSessionGood } from "./is-session-good";
export { listMemberships, type Membership } from "./memberships";
export { resetPassword } from "./reset-password";
