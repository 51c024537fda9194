"""R and V: rules between fields, and the one-place deviations of a document that a mock can serve."""

from __future__ import annotations

from fencepost.codes.page import Page

RULES: dict[str, Page] = {
    "R001": Page(
        title="a rule reads a field that cannot exist",
        meaning="The object forbids properties that it does not declare, and the rule speaks of one of those: it would "
        "be kept or broken by every body alike. Most often the name is misspelt.",
        remedy="Correct the name, or declare the field under properties.",
    ),
    "R002": Page(
        title="a rule reads a field that is not declared",
        meaning="The object allows other properties than those it declares, so that the rule can hold; but nothing "
        "says what the field is, and it may be misspelt.",
        remedy="Correct the name, or declare the field under properties.",
    ),
    "R003": Page(
        title="a rule that is always kept",
        meaning="No body that the fields themselves allow breaks the rule: what it asks for always holds. The fields "
        "that see to it are named.",
        remedy="Remove the rule, or correct what it asks. `fencepost explain SPEC RULE` shows it in words.",
    ),
    "R004": Page(
        title="rules that exclude each other",
        meaning="No body keeps the named rules together, so that nothing valid can be sent; without any one of them "
        "there would be one. Everything else goes on.",
        remedy="Remove or loosen one of the rules that are named.",
    ),
    "R005": Page(
        title="a rule that cannot be broken alone",
        meaning="Every body that breaks the rule breaks the named ones too. No request can show whether a server holds "
        "it, so there is no case for it.",
        remedy="Remove the rule that says less, or leave it if it is meant as a comment.",
    ),
    "R006": Page(
        title="too many regions",
        meaning="The rules of one object split its valid bodies into more than 64 regions, or more than 4096 steps "
        "were needed to find them. Bodies are then drawn and checked one by one in place of being made valid from the "
        "start; none that is sent breaks a rule.",
        remedy="Nothing needs to be done. Fewer alternatives in a rule, or fewer rules on one object, are read "
        "exactly.",
    ),
    "R007": Page(
        title="a rule that is never asked",
        meaning="The condition of the rule never holds: the field has no value of that kind, or the named rules forbid "
        "it. Most often a bound or a value of the condition is mistyped.",
        remedy="Correct the condition, or remove the rule.",
    ),
    "V001": Page(
        title="a fault that cannot have this value",
        meaning="A fault of the mock may be given a value behind a colon: where a bound moves to, what a default "
        "becomes, what a field is called, how late an answer comes. This fault has none, or not this one, or the "
        "document cannot be read with it.",
        remedy="Leave the value out, or give one that fits. `fencepost mock SPEC --fault list` prints every fault.",
    ),
    "V002": Page(
        title="no probability",
        meaning="A fault is named by its id, a value behind a colon, an operation behind @ and a probability behind =, "
        "all but the id left out at will: latency:2@get_thing=0.1. A probability is above 0 and at most 1.",
        remedy="Write it in this order; a value with @ or = in it stands in quotation marks, as JSON.",
    ),
    "V003": Page(
        title="a fault that does not show there",
        meaning="Each fault of a document's contract shows at some operations: at those that send or answer what it "
        "speaks of. The one named behind @ is none of them, so that nothing would ever go wrong.",
        remedy="Name one of the operations that are listed, or none for all of them.",
    ),
    "V004": Page(
        title="faults that cannot be had together",
        meaning="Each of these faults changes what a document says, and one takes away the place of another, or what "
        "they leave together is no document.",
        remedy="Plant them one at a time.",
    ),
}
