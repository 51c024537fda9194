"""S: schemas, and the types that they describe."""

from __future__ import annotations

from fencepost.codes.page import Page

SCHEMAS: dict[str, Page] = {
    "S001": Page(
        title="no schema",
        meaning="A schema is an object of keywords, or true (anything) or false (nothing).",
        remedy="Write an object, such as {type: string}.",
    ),
    "S002": Page(
        title="a member of the wrong kind",
        meaning="The member holds something else than OpenAPI says: a list in place of an object, a number in place of "
        "text. What its author meant is not guessed.",
        remedy="Write it as the message says. YAML reads 1.0, true and null as what they look like; quotes make text.",
    ),
    "S003": Page(
        title="no JSON type",
        meaning="`type` names one or several of null, boolean, number, integer, string, array and object.",
        remedy='Correct the name; a date is a string with `format: date`. The type null needs quotes: "null".',
    ),
    "S004": Page(
        title="a list of nothing",
        meaning="`enum` is not an array, or `anyOf` or `oneOf` is empty, which no value could meet.",
        remedy="List the values or the schemas, or remove the keyword.",
    ),
    "S005": Page(
        title="a value is listed twice",
        meaning="An enum holds the same JSON value twice: 1 and 1.0 are the same. It gives one member of the model, "
        "and one case. Perhaps one of the two was meant to be another value.",
        remedy="Remove one of the two, or correct it. Both places are named.",
    ),
    "S006": Page(
        title="a listed value of another type",
        meaning="An enum holds a value that the `type` beside it refuses, so that it can never be sent or received.",
        remedy="Remove the value, or allow its type. YAML reads unquoted 1, true and null as what they look like.",
    ),
    "S007": Page(
        title="a bound that is no bound",
        meaning="A bound of numbers is a number, one of lengths and counts a whole number from 0 on, `multipleOf` is "
        "greater than 0, and `required` is a list of names on the object that holds the fields.",
        remedy="Write it as the message says, without quotes.",
    ),
    "S008": Page(
        title="a flag of OpenAPI 3.0",
        meaning="`exclusiveMinimum: true` is how OpenAPI 3.0 said that the minimum itself is not allowed; since 3.1 "
        "the keyword holds the bound. It is read as it was meant, but other tools may drop it.",
        remedy="Write `exclusiveMinimum: 0` in place of `minimum: 0` and the flag; likewise for maximum.",
    ),
    "S009": Page(
        title="a pattern that no engine reads",
        meaning="The pattern is no regular expression of ECMA-262, or one with counts too large to be built. Nothing "
        "enforces it, and `fencepost check` lists it so.",
        remedy="Write it in ECMA-262: no atomic groups, no comments, and an upper bound of counts only after a lower "
        "one.",
    ),
    "S010": Page(
        title="a schema defined by itself alone",
        meaning="Through references, allOf, anyOf or oneOf the schema comes down to itself, and says nothing. One that "
        "contains itself in a property or an item is a different thing, and fine.",
        remedy="Give the schema something of its own, or remove it.",
    ),
    "S011": Page(
        title="a type without values",
        meaning="The types, values or parts of the schema exclude each other, so that nothing can be of this type. "
        "Wherever it is required nothing valid can be sent; everything else goes on.",
        remedy="Loosen what excludes the rest: an enum and the type beside it, parts of an allOf with different types, "
        "a required property that additionalProperties: false forbids.",
    ),
    "S012": Page(
        title="required on a field",
        meaning="`required: true` stands on a schema, as on a parameter. What JSON Schema requires of an object is a "
        "list of names on that object; the flag is not enforced, and `fencepost check` lists it so.",
        remedy="Write required: [name] on the object that holds the field, beside properties.",
    ),
    "S013": Page(
        title="a range with nothing inside",
        meaning="The lower end of a range is above the upper one, or no integer and no multiple lies between them. "
        "Nothing can be sent there; everything else goes on.",
        remedy="Move one of the two bounds.",
    ),
    "S014": Page(
        title="a value without end",
        meaning="The schema requires a value of itself inside each of its values, so that none would ever be finished. "
        "The way that leads back is named. A tree ends where its branches may be absent, null or an empty array.",
        remedy="Leave a field on the way out of `required`, or let it be null or an empty array.",
    ),
    "S015": Page(
        title="a very long enumeration",
        meaning="An enum has more than 1000 values. Models, validators and the mock hold all of them, but there is no "
        "class with a name for each, and the cases of an operation try only as many as an operation may have.",
        remedy="Nothing needs to be done. A pattern or a format may say the same more shortly.",
    ),
    "S016": Page(
        title="a pattern that no string was found for",
        meaning="No string was found, in a bounded number of tries, that matches the pattern and is as long as the "
        "schema says. Perhaps there is none; perhaps the pattern looks ahead or behind, which can only be tried.",
        remedy="See whether the pattern and the lengths exclude each other. An example in the document is used where "
        "it fits.",
    ),
    "S017": Page(
        title="a type that no value was found of",
        meaning="Nothing says that the type is empty, yet no value of it was found in a bounded search. No request "
        "that needs one is made, and `fencepost cases` has none for it; validators hold it all the same.",
        remedy="Give the schema an example: one that fits is taken before anything is searched for.",
    ),
}
