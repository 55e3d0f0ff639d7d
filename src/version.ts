/** Version of djcd; equal to package.json and plugin.yaml, which a test checks. */
export const VERSION = "0.1.0";
