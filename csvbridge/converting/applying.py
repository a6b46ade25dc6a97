"""Apply decisions to what was found alike: which pairs are settled, which accounts wait, what is asked again.

In: a conversion whose accounts have their names, the pairs, the decisions in force. Out: pairs with their decision or
with what changed since one; accounts held by `hold`; findings. Nothing is merged here: who is kept is known by now.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from csvbridge.converting.conversion import Conversion
from csvbridge.converting.deciding import InForce
from csvbridge.converting.holding import Teller
from csvbridge.converting.likeness import PREDICTED, Likeness, both_in_quickbooks, hold, keys_of
from csvbridge.converting.records import Account
from csvbridge.decision_words import is_account, with_reason
from csvbridge.findings import Findings
from csvbridge.remembered import Decision, pair_key
from csvbridge.rules import decided as rules
from csvbridge.trail import Trail

_NOT_YET = ("same", "same-as-quickbooks", "hold")
"""Decisions which, asked again, let their accounts wait in any band: nobody knows whose the documents are."""


def answer_pairs(likeness: Likeness, in_force: InForce) -> None:
    """Say of each pair which decision settles it, or what changed since it was decided."""
    records, ties = likeness.records, in_force.ties
    again = {pair_key(*map(ties.record, _keys(d))): (d, words) for d, words in in_force.asked_again.values()}
    for number, pair in enumerate(likeness.pairs):
        keys = keys_of(records, pair)
        asked = again.get(pair_key(*map(ties.record, keys)))
        if asked is not None:
            decision, words = asked
            likeness.changed[number] = f"{words} (decided then: {decision.word})"
            if decision.word in _NOT_YET:
                likeness.insisting.add(number)
            continue
        answer = ties.settled(*keys)
        if answer is not None:
            likeness.answers[number] = answer
            if ties.is_about(answer, *keys):
                likeness.own_answers.add(number)


def _keys(decision: Decision) -> tuple[str, str]:
    return decision.left.key, decision.right.key


def apply_decisions(
    conversion: Conversion,
    likeness: Likeness,
    in_force: InForce,
    needed: Sequence[Account],
    trail: Trail,
    findings: Findings,
) -> None:
    """Let accounts wait that somebody decided to hold, or whose customer waits; note what else was decided."""
    _hold_as_decided(conversion, likeness, in_force, trail, findings)
    _hold_with_kept(likeness, needed)
    _say_what_stands(likeness, in_force, findings)


def _hold_as_decided(
    conversion: Conversion, likeness: Likeness, in_force: InForce, trail: Trail, findings: Findings
) -> None:
    teller = Teller(likeness, conversion.profile.company.home_currency, trail, findings)
    waiting = [decision for decision in in_force.ties.decisions if decision.word == "hold"]
    if waiting:
        by_key = _needed_by_key(likeness)
        for decision in waiting:
            _hold(decision, by_key, likeness, teller, findings)
    for number, answer in likeness.answers.items():
        pair = likeness.pairs[number]
        if answer.word in ("different", "related") and not both_in_quickbooks(likeness, pair):
            if likeness.band(pair) in PREDICTED or number in likeness.own_answers:
                account = likeness.records.accounts[pair.left]
                facts = teller.facts(pair, pair.right)
                told: dict[str, Any] = {"word": answer.word, "decided": with_reason(answer)}
                account.report(findings, rules.KEPT_APART, "account_name", account.account_name, **facts, **told)


def _needed_by_key(likeness: Likeness) -> dict[str, list[Account]]:
    found: dict[str, list[Account]] = {}
    for account in likeness.records.accounts:
        if id(account) not in likeness.bystanders:
            found.setdefault(account.key, []).append(account)
    return found


def _hold(
    decision: Decision, by_key: dict[str, list[Account]], likeness: Likeness, teller: Teller, findings: Findings
) -> None:
    for member, other in ((decision.left, decision.right), (decision.right, decision.left)):
        for account in by_key.get(member.key, ()) if is_account(member.key) else ():
            if account.known or not account.open:
                continue
            told = with_reason(decision)
            facts: dict[str, Any] = {"other": other.name, "decided": told, "waits": teller.stake(account)}
            account.report(findings, rules.HELD_BY_DECISION, "account_name", account.account_name, **facts)
            hold(likeness, account, f'hold: the same as "{other.name}" or not is still open, {told}')


def _say_what_stands(likeness: Likeness, in_force: InForce, findings: Findings) -> None:
    """Warn of decisions that stand although a record changed and the two are not alike any more."""
    if not in_force.stands:
        return
    by_key = {account.key: account for account in likeness.records.accounts if id(account) not in likeness.bystanders}
    for decision, words in in_force.stands:
        for member, other in ((decision.left, decision.right), (decision.right, decision.left)):
            account = by_key.get(member.key)
            if account is None or account.fate is not None:
                continue
            facts: dict[str, Any] = {"decided": with_reason(decision), "word": decision.word, "other": other.name}
            account.report(
                findings, rules.CHANGED_AND_APART, "account_name", account.account_name, changed=words, **facts
            )
            break


def _hold_with_kept(likeness: Likeness, accounts: Sequence[Account]) -> None:
    """Let accounts wait whose documents go to an account that waits for a decision itself."""
    for account in accounts:
        survivor = account.survivor
        if survivor is not None and id(survivor) in likeness.held:
            hold(likeness, account, f'its customer "{survivor.account_name}" waits: {survivor.reason}')
