/** The SHA-256 of the model that this version ships, from the build. */
declare const __SHIPPED_MODEL__: string;
