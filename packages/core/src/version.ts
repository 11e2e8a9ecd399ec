/** The version of core that plugins are checked against; kept equal to package.json by a test. */
export const version = '0.0.0'
