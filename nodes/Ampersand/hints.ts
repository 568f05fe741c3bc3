/** What to do when the API can't find a project. */
export const CHECK_PROJECT = "Check 'Project': it must be a project that this API key belongs to.";
