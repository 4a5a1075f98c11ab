export { authenticateUser, type SignedInUser } from "./authenticate-user";
export { type CreatedUser, createUser, CreateUserInput, RoleName } from "./create-user";
export { listMemberships, type Membership } from "./memberships";
export { SignInThrottle } from "./sign-in-throttle";
