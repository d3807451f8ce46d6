// A block of narrative as a part that is saved: its text, the version it was based on, what the server confirmed.

export class BlockPart {
  constructor(element) {
    this.element = element;
    this.field = element.querySelector("textarea");
    this.place = element.dataset.place;
    this.version = Number(element.dataset.version);
    this.confirmed = this.field.defaultValue;
    this.unanswered = [];
    this.halted = "";
  }

  get name() {
    return this.field.getAttribute("aria-label") || "";
  }

  isDirty() {
    return this.field.value !== this.confirmed;
  }

  content() {
    return { version: this.version, text: this.field.value };
  }

  asText() {
    return this.field.value;
  }

  /** The message to the server, and what it holds, to be given back to `stored`. */
  message() {
    const sent = this.field.value;
    this.unanswered.push(sent);
    return { body: { place: this.place, version: this.version, text: sent }, sent };
  }

  stored(answer, sent) {
    this.confirmed = sent;
    this.version = answer.version;
    this.element.dataset.version = answer.version;
    this.unanswered = [];
    return [];
  }

  /** Takes in what somebody else stored. Returns null when nothing is left to choose, else both texts. */
  merge(conflicts) {
    const other = conflicts[0];
    const { theirs } = other;
    const nothingNew = theirs === this.confirmed || theirs === this.field.value || this.unanswered.includes(theirs);
    this.version = other.version;
    this.confirmed = theirs;
    this.unanswered = [];
    return nothingNew ? null : [{ by: other.by, at: other.at, theirs, mine: this.field.value, field: this.field }];
  }
}
