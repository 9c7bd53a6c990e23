/** The largest id that a column of the type INTEGER holds. */
export const largestId = 2 ** 31 - 1;
