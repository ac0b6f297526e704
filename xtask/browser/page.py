"""Opens a plan's page in a real browser and compares it with the plan's JSON.

usage: page.py PAGE.html PLAN.json [--large]

Everything that is wrong is printed, a line each; the last line counts the checks. Exit status 1 where anything is wrong.
"""

import json
import sys
from pathlib import Path

from checks import Checks, decimal, measured, whole
from playwright.sync_api import sync_playwright

# What a reader does not notice: milliseconds of the page's own thread, so that other work on the machine does not count.
OPEN_MS, ANSWER_MS, LARGEST_BYTES = 3000, 400, 15_000_000
# What stands out at the right and is in no box that scrolls.
OUTSIDE = """[...document.querySelectorAll('body *')]
  .filter(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.scroll, pre, .skip, .hidden'))
  .map(one => `${one.tagName} ${one.className} ${one.textContent.slice(0, 40)}`)"""


def main():
    page_path, plan_path = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    plan = json.loads(plan_path.read_text(encoding="utf-8"))
    checks = Checks()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = opened(browser, page_path, checks)
        advised(page, plan, checks)
        whole_page(page, plan, checks)
        numbers(page, plan, checks)
        filters(page, plan, checks)
        details(page, plan, checks)
        if "--large" in sys.argv:
            speed(browser, page_path, checks)
        else:
            accessible(browser, page_path, checks)
            narrow(browser, page_path, checks)
            paper(browser, page_path, plan, checks)
        browser.close()
    checks.report(page_path.name)


def opened(browser, path, checks, **options):
    """A page on which every complaint, request and dialogue is a fault."""
    page = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options}).new_page()
    page.on("console", lambda message: checks.fail(f"console: {message.text}"))
    page.on("pageerror", lambda error: checks.fail(f"error: {error}"))
    page.on("dialog", lambda dialog: (checks.fail(f"dialogue: {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda request: checks.equal("a request", request.url.split("#")[0], path.as_uri()))
    page.goto(path.as_uri())
    return page


def advised(page, plan, checks):
    """The page opens on the target of what is recommended, says its own numbers, and what speaks against it."""
    advice = plan.get("advice")
    best = next((one for one in advice["platforms"] if one["id"] == advice["recommended"]), None) if advice else None
    if not best or not plan["findings"]:
        parts = [one for one in advice["together"] if plan["findings"]] if advice else []
        checks.equal("a recommendation", page.locator("#summary .advice").count(), min(1, len(parts)))
        titles = {one["id"]: one["title"] for one in advice["platforms"]} if advice else {}
        for part in parts:
            words = f"{titles[part['platform']]} for {part['language']} ("
            checks.true(f"the recommendation says {words!r}", words in page.locator("#summary .advice").inner_text())
        return
    if len(plan["targets"]) > 1 and best["target"]:
        chosen = page.locator("#choices input[name=target]:checked").evaluate("one => one.parentElement.textContent")
        checks.equal("the target at first", chosen, best["target"])
    card = page.locator("#summary .advice").inner_text()
    ready = best["readiness"] and f"{decimal(best['readiness']['permille'])} %"
    for words in filter(None, [best["title"], ready, best["ends"] or "no end", "What speaks against it", *advice["why"]]):
        checks.true(f"the recommendation says {words!r}", words in card)
    if ready and best["target"]:
        checks.equal("the card beside it", page.locator("#summary .figure").all_inner_texts()[1], ready)
    checks.true("few reasons", 0 < page.locator("#summary .advice .sides > div > ul > li").count() <= 8)
    speaks_for = sum((reason["fit"] or 0) > 0 for reason in best["evidence"])
    checks.equal("all reasons for it", page.locator("#summary .advice .sides > div").first.locator("li").count(), speaks_for)
    checks.equal("what would change it", page.locator("#platforms .advice li").count(), len(advice["wouldChange"]))
    checks.equal("reasons that stand open", page.locator(".advice details[open]").count(), 0)
    checks.equal("questions", page.locator("#questions li").count(), len(advice["open"]))
    checks.equal("questions that stand open", page.locator("#questions[open]").count(), 0)
    order = page.eval_on_selector_all("main > section", "all => all.map(one => one.id)")
    if "waves" in order:
        checks.true("the order of work before the platforms", order.index("waves") < order.index("platforms"))


def whole_page(page, plan, checks):
    expected = ["summary", "coverage", "basis"] + (["targets", "effort", "findings", "rules"] if plan["findings"] else [])
    found = page.eval_on_selector_all("main > section", "all => all.map(one => one.id)")
    for section in expected + [name for name in ("waves", "advice") if plan.get(name) and plan["findings"]]:
        checks.true(f"section {section}", {"advice": "platforms"}.get(section, section) in found)
    ids = page.eval_on_selector_all("[id]", "all => all.map(one => one.id)")
    checks.equal("ids that stand twice", sorted({one for one in ids if ids.count(one) > 1}), [])
    checks.equal("scripts", page.locator("script").count(), 3)
    checks.equal("elements that code or paths made", page.locator("img, iframe, object, embed, link, svg, b, i, marquee, base").count(), 0)
    addresses = page.eval_on_selector_all("a", "all => all.map(one => one.getAttribute('href'))")
    checks.equal("addresses that lead elsewhere", [one for one in addresses if not one.startswith(("#", "https://", "http://"))], [])


def numbers(page, plan, checks):
    """What each target says equals the JSON, in points, which are exact."""
    page.locator("#choices input[name=unit][value=points]").check(force=True)
    for at, target in enumerate(plan["targets"]):
        if len(plan["targets"]) > 1:
            page.locator(f"#choices input[name=target][value='{at}']").check(force=True)
        name, scores = target["target"], target["scores"]
        effort = scores["effort"]["tenths"]
        figures = page.locator("#summary .figure").all_inner_texts()
        seen = plan["coverage"]["seen"]["whole"]
        checks.equal(f"{name}: coverage", figures[0], f"{decimal(seen['permille'])} %" if seen else "–")
        ready = scores["readiness"]
        checks.equal(f"{name}: readiness", figures[1], f"{decimal(ready['permille'])} %" if ready else "–")
        span = decimal(effort["low"]) if effort["low"] == effort["high"] else f"{decimal(effort['low'])} – {decimal(effort['high'])}"
        checks.equal(f"{name}: effort", figures[2], f"{decimal(effort['likely'])} points likely")
        checks.true(f"{name}: range", page.locator("#summary .scores .faint").nth(2).inner_text().startswith(f"{span} from low to high"))
        if not plan["findings"]:
            continue
        row = page.locator("#targets table").first.locator("tbody tr").nth(at)
        checks.equal(f"{name}: likely", row.locator("td.likely").inner_text(), decimal(effort["likely"]))
        foot = page.locator("#effort tfoot tr").first
        checks.equal(f"{name}: sum of the classes", foot.locator("td.likely").inner_text(), decimal(effort["likely"]))
        checks.equal(f"{name}: findings of the classes", foot.locator("td").first.inner_text(), whole(plan["counts"]["certain"]))
        for kind, heading in [("packages", "By package"), ("files", "By file"), ("rules", "By rule")]:
            groups(page, target[kind], f"{name}: {heading}", heading, checks)


def groups(page, rows, what, heading, checks):
    """The table below a heading has every group once, with its findings and its likely effort."""
    box = page.locator(f"#effort h3:text-is('{heading}') ~ div").first
    more = box.locator("button.more")
    if more.count():
        more.click()
    shown = box.locator("tbody tr").evaluate_all("rows => rows.map(row => [row.children[0].textContent, row.children[1].textContent, row.querySelector('.likely').textContent])")
    number = lambda row: decimal(row["tenths"]["likely"]) if row["findings"] > row["unmapped"] else "not known"
    checks.equal(what, sorted(row[1:] for row in shown), sorted([whole(row["findings"]), number(row)] for row in rows))


def filters(page, plan, checks):
    findings, rules, files = plan["findings"], plan["rules"], plan["files"]
    if not findings:
        return
    if len(plan["targets"]) > 1:
        page.locator("#choices input[name=target][value='0']").check(force=True)
    checks.equal("all findings", status(page), len(findings))
    select = lambda name: page.locator(f"#findings label:has-text('{name}') select").first
    package = lambda finding: rules[finding["rule"]]["package"]
    for name in sorted({package(finding) for finding in findings}):
        select("Package").select_option(name)
        checks.equal(f"package {name}", status(page), sum(package(finding) == name for finding in findings))
    select("Package").select_option("")
    for name in ["certain", "to judge", "ignored"]:
        expected = sum(certainty(finding) == name for finding in findings)
        if expected:
            select("Certainty").select_option(name)
            checks.equal(name, status(page), expected)
    select("Certainty").select_option("")
    change = lambda finding: "unmapped" if finding["entries"][0] is None else rules[finding["rule"]]["entries"][0][finding["entries"][0]]["change"]
    for name in sorted({change(finding) for finding in findings}):
        select("Change on").select_option(name)
        checks.equal(f"change {name}", status(page), sum(change(finding) == name for finding in findings))
    select("Change on").select_option("")
    path = lambda finding: files[finding["file"]]["path"]
    boxes = page.locator("#findings input[type=search]")
    for one in sorted({path(finding) for finding in findings})[:5]:
        # A box for one line takes none with a break in it.
        if "\n" not in one and "\r" not in one:
            boxes.nth(1).fill(one)
            checks.equal(f"file {one}", status(page), sum(path(finding) == one for finding in findings))
    boxes.nth(1).fill("")
    word = findings[0]["text"].lower()
    holds = lambda finding: word in "\n".join([path(finding), finding["text"], finding["symbol"], rules[finding["rule"]]["id"], finding["code"]]).lower()
    boxes.first.fill(word)
    checks.equal(f"search {word}", status(page), sum(map(holds, findings)))
    boxes.first.fill("no such text anywhere")
    checks.equal("a search for nothing", page.locator("#results .status").inner_text().split(".")[0], "No finding passes the filter")
    page.get_by_role("button", name="Clear the filter").click()
    checks.equal("the filter cleared", status(page), len(findings))
    checks.equal("calls with traps", page.locator("#findings tbody .trap").count(), sum(bool(finding["traps"][0]) for finding in findings[:50]))


def certainty(finding):
    if finding["suppressed"] is not None:
        return "ignored"
    return "to judge" if finding["origin"] in ("ambiguous", "dynamic") else "certain"


def status(page):
    """How many findings pass the filter, as the page says it."""
    words = page.locator("#results .status").inner_text().split(".")[0].split()
    return int((words[-1] if words[0] == "Findings" else words[0]).replace(",", ""))


def details(page, plan, checks):
    """Sorting, opening by keyboard, and the arguments of one call."""
    if not plan["findings"]:
        return
    page.locator("#findings [data-sort=effort]").click()
    page.locator("#findings [data-sort=effort]").click()
    checks.equal("sorted", page.locator("#findings th[aria-sort]").get_attribute("aria-sort"), "descending")
    most = max((finding["tenths"][0] or {"likely": -1})["likely"] for finding in plan["findings"])
    checks.equal("the most effort first", page.locator("#findings tbody tr td:last-child").first.inner_text(), decimal(most) if most >= 0 else "–")
    page.locator("#findings [data-sort=place]").click()
    button = page.locator("#findings button.open").first
    button.focus()
    page.keyboard.press("Enter")
    checks.equal("opened", button.get_attribute("aria-expanded"), "true")
    checks.true("the focus stays", button.evaluate("one => one === document.activeElement"))
    detail = page.locator(f"#{button.get_attribute('aria-controls')}")
    finding = plan["findings"][0]
    entry = finding["entries"][0]
    rule = plan["rules"][finding["rule"]]
    rows = len(finding["arguments"]) if entry is not None and rule["entries"][0][entry]["change"] != "keep" else 0
    checks.equal("arguments", detail.locator(".chosen tbody tr").count(), rows)
    checks.equal("the name in its line", detail.locator("mark").first.inner_text(), finding["text"])
    detail.locator("dd a").first.click()
    page.wait_for_selector("#rules tr.detail")
    checks.true("the page of its rule", rule["id"] in page.locator("#rules tr.opened th").first.inner_text())
    page.keyboard.press("Escape")


def accessible(browser, path, checks):
    """What axe-core finds in light and in dark, with a finding and a rule opened."""
    import axe_playwright_python

    axe = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    for scheme in ["light", "dark"]:
        page = opened(browser, path, checks, color_scheme=scheme, bypass_csp=True)
        for section in ["findings", "rules"]:
            button = page.locator(f"#{section} button.open").first
            if button.count():
                button.click()
        page.evaluate(axe)
        for violation in page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]:
            places = ", ".join(node["target"][0] for node in violation["nodes"][:3])
            checks.fail(f"{scheme}: {violation['id']}: {violation['help']}: {len(violation['nodes'])} places: {places}")
        checks.done()


def narrow(browser, path, checks):
    """Nothing is cut off at the side: what is too wide scrolls by itself, and says so."""
    for width in [375, 500, 800]:
        page = opened(browser, path, checks, viewport={"width": width, "height": 800})
        checks.equal("width of the window", page.evaluate("innerWidth"), width)
        checks.true(f"all of it within {width}", page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"))
        outside = page.evaluate(OUTSIDE)
        checks.equal(f"parts beyond {width}", outside[:3], [])
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        silent = "one => (one.scrollWidth > one.clientWidth + 1) !== one.classList.contains('wider')"
        checks.equal(f"tables of {width} that scroll and do not say so", page.evaluate(f"[...document.querySelectorAll('.scroll')].filter({silent}).length"), 0)
        checks.equal(f"scrolled at first, {width}", page.evaluate("scrollY"), 0)
        first = page.locator("main > section").first.bounding_box()
        checks.true(f"the summary is on the first screen of {width}", first["y"] < 400)
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        checks.true(f"the choices stay in sight at {width}", page.locator("#choices").bounding_box()["y"] >= 0)
        page.locator(".menu").click()
        checks.true(f"the menu leads to the contents at {width}", 0 <= page.locator("#contents").bounding_box()["y"] < 200)


def paper(browser, path, plan, checks):
    page = opened(browser, path, checks)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    checks.equal("findings on paper", page.locator("#findings button.open").count(), min(len(plan["findings"]), 1000))
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    checks.equal("findings on the page", page.locator("#findings button.open").count(), min(len(plan["findings"]), 50))


def speed(browser, path, checks):
    size = path.stat().st_size
    checks.most("bytes", size, LARGEST_BYTES)
    page = browser.new_page()
    with measured(page) as opening:
        page.goto(path.as_uri())
    checks.most("milliseconds to open", opening.milliseconds, OPEN_MS)
    actions = [
        ("to search", "one = document.querySelector('#findings input'); one.value = 'rxp'; one.dispatchEvent(new Event('input'))"),
        ("to sort", "document.querySelector('#findings [data-sort=name]').click()"),
        ("to choose a target", "document.querySelectorAll('#choices input[name=target]')[1].click()"),
    ]
    for what, action in actions:
        with measured(page) as time:
            page.evaluate(action)
            page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        checks.most(f"milliseconds {what}", time.milliseconds, ANSWER_MS)


main()
