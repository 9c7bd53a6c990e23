export function median(numbers) {
  return numbers.toSorted((one, other) => one - other)[
    Math.floor(numbers.length / 2)
  ];
}
