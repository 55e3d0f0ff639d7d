import {expect, test} from "vitest";
import {fitting, redraw} from "../../src/showing/redraw.ts";

const size = {columns: 10, rows: 4};

test("the first time a text is written as it is, line by line over what stands there", () => {
  expect(redraw("one\ntwo\n", size)).toEqual({
    characters: "one\x1b[K\ntwo\x1b[K\n\x1b[J",
    drawn: {...size, lines: 2},
  });
});

test("then it goes back over the lines that it wrote, and clears what is left below", () => {
  const {drawn} = redraw("one\ntwo\nthree", size);
  expect(redraw("ONE", size, drawn).characters).toBe("\r\x1b[3AONE\x1b[K\n\x1b[J");
});

test("nothing is cleared before it is overwritten: that would flicker", () => {
  const {drawn} = redraw("one\ntwo", size);
  const {characters} = redraw("one\ntwo", size, drawn);
  expect(characters.indexOf("\x1b[J")).toBe(characters.length - "\x1b[J".length);
});

test.each([
  ["fits", "0123456789", "0123456789"],
  ["is wider than the terminal", "0123456789x", "012345678…"],
  ["has wide signs in it", "██████████x", "█████████…"],
])("a line that %s", (_, line, shown) => {
  expect(redraw(line, size).characters).toBe(`${shown}\x1b[K\n\x1b[J`);
});

test("a text that is higher than the terminal loses its end, not its head", () => {
  expect(redraw("1\n2\n3\n4\n5", size)).toEqual({
    characters: "1\x1b[K\n2\x1b[K\n3\x1b[K\n\x1b[J",
    drawn: {...size, lines: 3},
  });
});

test("after a resize the terminal is cleared from its top", () => {
  const {drawn} = redraw("one", size);
  expect(redraw("one", {columns: 8, rows: 4}, drawn).characters).toBe("\x1b[H\x1b[Jone\x1b[K\n\x1b[J");
});

const VIEW = "1\n2\n3\n4\n5\n";

test.each<[title: string, below: string, rows: number, text: string | undefined]>([
  ["stands below the view", "\nend", 24, "1\n2\n3\n4\n5\n\nend"],
  ["takes the end of a view that is too high", "\nend", 7, "1\n2\n3\n4\n\nend"],
  ["leaves the head of the view", "a\nb\nc", 7, "1\n2\n3\na\nb\nc"],
  ["has no room where too little is left of the view", "a\nb\nc", 6, undefined],
  ["goes on in the next line where it is too wide", "0123456789x", 24, "1\n2\n3\n4\n5\n0123456789\nx"],
])("what is to be read whole %s", (_, below, rows, text) => {
  expect(fitting(VIEW, below, {columns: 10, rows}, 3)).toBe(text);
});
