"""Give accounts the customer that decisions say: QuickBooks' own name, or the name of the account that is kept.

In: accounts that the run needs, and the decisions in force. Out: each of them known in QuickBooks under its exact
name, tied to the account whose customer it is, or held with the decisions that leave it open. Nothing is merged that
nobody decided, and what `different` keeps apart is not touched here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from csvbridge.converting.deciding import Deciding, InForce
from csvbridge.converting.records import Account
from csvbridge.decision_words import is_account, quickbooks_name, survivor_name, with_reason
from csvbridge.findings import Findings
from csvbridge.remembered import Decision, quickbooks_key
from csvbridge.rules import decided as rules
from csvbridge.ties import CUSTOMER, Tie
from csvbridge.trail import Fate, Trail
from csvbridge.values.names import name_key, valid_name


class Surviving:
    """The customers of accounts, as decided."""

    def __init__(self, deciding: Deciding, in_force: InForce, trail: Trail, findings: Findings) -> None:
        self._deciding, self._ties = deciding, in_force.ties
        self._trail, self._findings = trail, findings

    # --- names --------------------------------------------------------------------------------------------------------

    def settle(self, account: Account) -> bool:
        """Give an account the customer that decisions say, or hold it; return whether they say anything of it."""
        mapped = self._deciding.by_profile(account)
        if mapped or not valid_name(account.account_name):
            self._say_overruled(account, mapped)
            return False
        tie = self._ties.tie(account.key)
        if tie is not None and tie.fault:
            self._report(account, rules.CONTRADICTION, fault=tie.fault, decisions=tie.told)
            return True
        twin = self._twin(account)
        if twin is not None and (tie is None or is_account(tie.end)):
            self._give_survivor(account, *twin)
            return True
        own = self._ties.record(account.key)
        if tie is None or tie.end == own:
            return False
        decision = self._decision_of(account, tie)
        if tie.end.startswith(CUSTOMER):
            self._be_customer(account, tie, decision)
            return True
        return self._follow(account, tie, decision)

    def _decision_of(self, account: Account, tie: Tie) -> Decision:
        """Return the decision that says most of an account: the one that names a customer, else one of its own."""
        own = self._ties.record(account.key)

        def far(decision: Decision) -> tuple[bool, bool]:
            ends = {self._ties.record(decision.left.key), self._ties.record(decision.right.key)}
            return own not in ends, decision.word != "same-as-quickbooks"

        return min((d for d in tie.decisions if d.word not in ("different", "related")), key=far)

    def _be_customer(self, account: Account, tie: Tie, decision: Decision) -> None:
        name, why, how = self._exact_name(tie)
        facts = {"decided": with_reason(decision)}
        if why:
            self._report(account, rules.NAME_GONE, name=name, why=why, how=how, **facts)
            return
        self._be(account, name, decision)
        if self._say_to_be_merged(account, self._ties.record(account.key), decision):
            return
        self._report(account, rules.IS_THE_CUSTOMER, after=name, **facts)
        self._say_written_otherwise(account)
        if tie.overruled is not None and account.key in (tie.overruled.left.key, tie.overruled.right.key):
            kept = survivor_name(tie.overruled)
            told = with_reason(tie.overruled)
            self._report(account, rules.QUICKBOOKS_NAME_KEPT, kept=kept, after=name, decided=told)

    def _say_to_be_merged(self, account: Account, own: str, decision: Decision) -> bool:
        """Say that an account is a customer who is to be merged into the one that is kept; False where that is done."""
        there = self._deciding.in_quickbooks(own)
        if not own.startswith(CUSTOMER) or there is False:
            return False
        account.known_anyhow = self._deciding.name_of(own)
        shown = "QuickBooks has both" if there else "no customers list was given that shows whether QuickBooks has both"
        facts = {"after": account.name, "decided": with_reason(decision)}
        self._report(account, rules.TO_BE_MERGED, name=account.known_anyhow, shown=shown, **facts)
        return True

    def _say_written_otherwise(self, account: Account) -> None:
        """Say that an earlier run wrote the account as a customer of another name than the one that it has by now.

        Where QuickBooks' list shows the name of now alone the two are merged, and nothing is left to be said.
        """
        written = self._deciding.written_earlier(account.key)
        if written is None or name_key(written.name) == name_key(account.name):
            return
        then, now = (quickbooks_key("customer", name) for name in (written.name, account.name))
        if self._deciding.in_quickbooks(now) and not self._deciding.in_quickbooks(then):
            return
        self._report(account, rules.WRITTEN_OTHERWISE, run=written.run, name=written.name, after=account.name)

    def _exact_name(self, tie: Tie) -> tuple[str, str, str]:
        """Return a customer's name byte for byte; and, where it cannot be had, why, and how to put it right."""
        said = sorted(
            quickbooks_name(decision)
            for decision in tie.decisions
            if decision.word == "same-as-quickbooks"
            and quickbooks_key("customer", quickbooks_name(decision)) == tie.end
        )
        name = said[0] if said else self._deciding.name_of(tie.end)
        if self._deciding.in_quickbooks(tie.end) is None or self._deciding.mapped_to(tie.end):
            return name, "", ""
        listed = self._deciding.listed_name(tie.end, name)
        if listed:
            return listed, "", ""
        holder = self._deciding.holder(name)
        if holder:
            how = "Make it active in QuickBooks and export its list again"
            if "inactive" not in holder:
                how = "Make the customer in QuickBooks under a name of its own and decide for that one"
            return name, f"QuickBooks has that name as {holder}", how
        return name, "the customers list given now does not show it", "Export the list from QuickBooks again, with it"

    def _be(self, account: Account, name: str, decision: Decision) -> None:
        account.known_anyhow = ""
        account.name, account.known, account.decided = name, True, decision

    def _follow(self, account: Account, tie: Tie, decision: Decision) -> bool:
        kept = self._deciding.accounts_of(tie.end)
        if account in kept:
            return False
        if len(kept) == 1:
            self._give_survivor(account, kept[0], decision)
            return True
        shown = next(
            (m.name for d in tie.decisions for m in (d.left, d.right) if self._ties.record(m.key) == tie.end), tie.end
        )
        facts = {"other": shown, "decided": with_reason(decision)}
        written = self._deciding.written_earlier(tie.end)
        if written is not None and not kept:
            self._be_written(account, written.name, written.run, decision)
            return True
        why, how = "it is in no file of this run", "Add the Accounts report that holds it, all accounts included"
        if len(kept) > 1:
            why = "several accounts have that name and no id"
            how = "Export the accounts with their Account ID"
        elif self._deciding.is_deleted(tie.end):
            why, how = "it is deleted in Salesforce", "Restore it in Salesforce and export the accounts again"
        self._report(account, rules.SURVIVOR_MISSING, why=why, how=how, **facts)
        return True

    def _be_written(self, account: Account, name: str, run: str, decision: Decision) -> None:
        """Let an account be the customer that an earlier run wrote, as long as QuickBooks' list does not gainsay it."""
        key = quickbooks_key("customer", name)
        facts = {"decided": with_reason(decision)}
        if self._deciding.in_quickbooks(key) is not None:
            listed = self._deciding.listed_name(key, name)
            if not listed:
                why = f"the customers list given now does not show it, though run {run} wrote it"
                how = "Import the customers file of that run, or export the list from QuickBooks again"
                self._report(account, rules.NAME_GONE, name=name, why=why, how=how, **facts)
                return
            name = listed
        self._be(account, name, decision)
        self._report(account, rules.IS_THE_SURVIVOR, other=name, place=f", written by run {run}", after=name, **facts)
        self._say_written_otherwise(account)

    # --- survivors ----------------------------------------------------------------------------------------------------

    def _give_survivor(self, account: Account, survivor: Account, decision: Decision) -> None:
        account.survivor, account.decided = survivor, decision

    def _twin(self, account: Account) -> tuple[Account, Decision] | None:
        """Return the account that stands for several of one name without ids, where they were decided to be one."""
        if account.account_id:
            return None
        decision = self._ties.among_themselves(account.key)
        twins = self._deciding.accounts_of(account.key) if decision is not None else []
        if decision is None or len(twins) < 2:
            return None
        fullest = max(twins, key=_fullness)
        return None if fullest is account else (fullest, decision)

    def name_survivors(self, needed: Sequence[Account]) -> None:
        """Give accounts the name of the account that is kept, now that it has one."""
        for account in needed:
            survivor = account.survivor
            if survivor is None or account.fate is Fate.REJECTED:
                continue
            while survivor.survivor is not None:
                survivor = survivor.survivor
            account.survivor = survivor
            account.name = survivor.name
            if survivor.known:
                account.known, account.known_anyhow = True, ""
            if account.name and account.decided is not None:
                self._report(
                    account,
                    rules.IS_THE_SURVIVOR,
                    other=survivor.account_name,
                    place=self.place(survivor),
                    after=account.name,
                    decided=with_reason(account.decided),
                )
                self._say_written_otherwise(account)

    def hold_with_survivors(self, needed: Sequence[Account]) -> None:
        """Let accounts wait whose survivor waits for an error."""
        for account in needed:
            survivor = account.survivor
            if survivor is not None and survivor.blocked and account.open:
                facts: dict[str, Any] = {"other": survivor.account_name, "place": self.place(survivor)}
                self._report(account, rules.SURVIVOR_WAITS, reason=survivor.reason, **facts)

    # --- namesakes ----------------------------------------------------------------------------------------------------

    def one_each(self, namesakes: Sequence[Account]) -> list[Account]:
        """Return accounts of one name without those that decisions make a customer of QuickBooks, and of those that
        were decided to be one the one that is kept."""
        left = [a for a in namesakes if a.survivor is None and (a.decided is None or a.known_anyhow is None)]
        marks = self._ties.decided_one([account.key for account in left])
        kept = dict(zip(reversed(marks), reversed(left), strict=True))
        return [account for account, mark in zip(left, marks, strict=True) if kept[mark] is account]

    def say_apart(self, account: Account, namesakes: Sequence[Account]) -> bool:
        """Say that an account and another of its name were decided to be two customers; return whether they were."""
        for other in namesakes:
            decision = self._ties.settled(account.key, other.key) if other is not account else None
            if decision is not None and decision.word in ("different", "related"):
                city = account.city or "2"
                self._report(
                    account,
                    rules.TWO_OF_ONE_NAME,
                    name=account.name or account.account_name,
                    other=self._trail.place(other.rows[0]),
                    word=decision.word,
                    decided=with_reason(decision),
                    proposal=f"{valid_name(account.account_name)} ({city})",
                    key=account.account_id or account.account_name,
                )
                return True
        return False

    def place(self, account: Account) -> str:
        """Return where an account stands, as the words of a finding take it."""
        return f" ({self._trail.place(account.rows[0])})"

    # --- findings -----------------------------------------------------------------------------------------------------

    def _say_overruled(self, account: Account, mapped: str) -> None:
        """Warn of a decision that the crosswalk stands before."""
        if not mapped:
            return
        says = [
            (quickbooks_name(decision), decision)
            for decision in self._ties.decisions_of(account.key)
            if decision.word == "same-as-quickbooks"
        ]
        tie = self._ties.tie(account.key)
        if tie is not None and tie.end.startswith(CUSTOMER):  # QuickBooks has two of which the other one is kept
            says.append((self._deciding.name_of(tie.end), self._decision_of(account, tie)))
        for name, decision in says:
            if name_key(name) != name_key(mapped):
                told = with_reason(decision)
                self._report(account, rules.CROSSWALK_FIRST, after=mapped, name=name, decided=told)

    def _report(self, account: Account, rule: Any, **facts: Any) -> None:
        account.report(self._findings, rule, "account_name", account.account_name, **facts)


def _fullness(account: Account) -> tuple[Any, ...]:
    cells = (account.phone, account.website, account.street, account.city, account.postal_code, account.email)
    return sum(map(bool, cells)), cells, account.account_name, -account.rows[0]
