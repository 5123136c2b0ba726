// Lights up the word that is heard. Behind the text field lies the same text, unseen but for the lit word: the field
// itself cannot light up a part of its text. Browsers without the Custom Highlight API light up nothing.

const NAME = "spoken";

export class Reader {
  constructor(field, shadow) {
    this.field = field;
    this.shadow = shadow;
    field.addEventListener("scroll", () => (shadow.scrollTop = field.scrollTop));
  }

  begin() {
    this.shadow.textContent = `${this.field.value}\n`;
    this.shadow.scrollTop = this.field.scrollTop;
    this.field.readOnly = true;
    this.lit = undefined;
  }

  end() {
    this.light(undefined);
    this.field.readOnly = false;
    this.shadow.textContent = "";
  }

  /** Light up {start, end} alone, or nothing. */
  light(word) {
    if (word === this.lit || !CSS.highlights) return;
    this.lit = word;
    CSS.highlights.delete(NAME);
    if (!word) return;
    const range = new Range();
    range.setStart(this.shadow.firstChild, word.start);
    range.setEnd(this.shadow.firstChild, word.end);
    CSS.highlights.set(NAME, new Highlight(range));
    this.follow(range.getBoundingClientRect(), this.shadow.getBoundingClientRect());
  }

  follow(word, view) {
    if (word.top < view.top || word.bottom > view.bottom) this.field.scrollTop += word.top - view.top - view.height / 3;
  }
}
