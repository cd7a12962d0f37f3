#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-paper.py WRITE-SAMPLE: prints every sample and reads the paper from outside."""

import collections
import os
import re
import subprocess
import sys
import tempfile
import unicodedata

import paper

LEFT, RIGHT, TOP, BOTTOM = 20 * 72 / 25.4, 190 * 72 / 25.4, 50.0, 812.0
DRAWS = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "Tj", "TJ", "'", '"'}
PARENTS = {
    "/Document": {None}, "/Sect": {"/Document"}, "/TR": {"/Table"}, "/TH": {"/TR"}, "/TD": {"/TR"},
    "/LI": {"/L"}, "/Lbl": {"/LI"}, "/LBody": {"/LI"}, "/BlockQuote": {"/Sect"},
    "/H1": {"/Sect", "/Document"}, "/H2": {"/Sect", "/Document"}, "/L": {"/Sect", "/Document"},
    "/Table": {"/Sect", "/Document"}, "/Figure": {"/TD", "/TH", "/Document"},
    "/P": {"/Sect", "/Document", "/BlockQuote", "/TD", "/TH"},
}
SAMPLES = ["plan", "empty", "scripts", "long-answer", "long-word", "many-actions", "hostile",
           "unsettled"]
TITLES = {  # translated with the labels
    "Keeping in touch", "Learning and training", "Work and activities", "If things change",
    "Where I live", "Family and friends", "Everyday skills", "Money", "Health and wellbeing",
    "Who I am",
}
passed = failed = 0


def report(name, problems):
    global passed, failed
    ok = not problems
    passed, failed = passed + ok, failed + (not ok)
    print(f"{'ok' if ok else 'not ok'} {passed + failed} {name}", flush=True)
    for problem in problems[:8]:
        print("#  ", problem)


def run(*command, **more):
    return subprocess.run(command, check=True, capture_output=True, **more).stdout.decode(errors="replace")


class Marks:
    """Every piece of content of a paper: where it is, and what it says."""

    def __init__(self, sheet):
        self.sheet, self.problems = sheet, []
        self.texts = {}  # (page, mcid) → text
        self.artefacts = 0
        for number, (_, page) in enumerate(sheet.pages):
            self.read_page(number, page)

    def read_page(self, number, page):
        fonts = self.sheet.get(self.sheet.get(page["/Resources"]).get("/Font", {}))
        cmaps = {}
        for name, reference in fonts.items():
            font = self.sheet.get(reference)
            wide = font["/Subtype"] == "/Type0"
            cmaps[name] = (2 if wide else 1, paper.cmap(self.sheet.stream(font["/ToUnicode"])))
        stack, font, said = [], None, ""
        for operator, operands in paper.operators(self.sheet.content(page)):
            if operator in ("BDC", "BMC"):
                raw = b" ".join(value for _, value in operands)
                mark = re.search(rb"/MCID (\d+)", raw)
                actual = re.search(rb"/ActualText <FEFF([0-9A-F]*)>", raw)
                text = bytes.fromhex(actual[1].decode()).decode("utf-16-be") if actual else None
                if raw.startswith(b"/Artifact"):
                    if stack:
                        self.problems.append(f"page {number}: an artefact within {stack}")
                    self.artefacts += 1
                    stack.append(("artefact", None, text))
                elif mark:
                    if stack:
                        self.problems.append(f"page {number}: content within {stack}")
                    key = (number, int(mark[1]))
                    if key in self.texts:
                        self.problems.append(f"page {number}: {key} twice")
                    self.texts[key] = text or ""
                    stack.append(("content", key, text))
                else:
                    if not stack or stack[-1][0] != "artefact" or text is None:
                        self.problems.append(f"page {number}: {raw} within {stack}")
                    stack.append(("artefact", None, text))
            elif operator == "EMC":
                stack.pop()
            elif operator == "Tf":
                font = cmaps[operands[0][1].decode()]
            elif operator in DRAWS and not stack:
                self.problems.append(f"page {number}: {operator} under no tag and no artefact")
            if operator in ("Tj", "TJ") and stack:
                actual = any(text is not None for _, _, text in stack)
                said = self.say(number, operands, font, actual)
                if stack[-1][0] == "content" and not actual:
                    self.texts[stack[-1][1]] += said
        if stack:
            self.problems.append(f"page {number}: {stack} does not end")

    def say(self, number, operands, font, actual):
        said = ""
        for kind, value in operands:
            if kind not in ("string", "hex"):
                continue
            data = paper.decode(kind, value)
            size, texts = font
            for i in range(0, len(data), size):
                code = int.from_bytes(data[i:i + size], "big")
                if code not in texts and not actual:
                    self.problems.append(f"page {number}: code {code} says nothing")
                said += texts.get(code, "")
        return said


class Tree:
    """The tag tree of a paper."""

    def __init__(self, sheet, marks):
        self.sheet, self.marks, self.problems = sheet, marks, []
        self.seen, self.lines, self.languages = {}, [], set()
        root = sheet.get(sheet.catalog["/StructTreeRoot"])
        self.roles = collections.Counter()
        self.walk(root["/K"], sheet.catalog["/StructTreeRoot"], None)
        self.check_parents(sheet.get(root["/ParentTree"])["/Nums"])
        for key in set(marks.texts) - set(self.seen):
            self.problems.append(f"{key} is in no element")

    def walk(self, reference, parent, parent_role):
        element = self.sheet.get(reference)
        role = element["/S"]
        self.roles[role] += 1
        if element["/P"] != parent:
            self.problems.append(f"{reference}: wrong parent")
        if parent_role not in PARENTS.get(role, ()):
            self.problems.append(f"{role} under {parent_role}")
        if role == "/Figure" and ("/Alt" not in element or "/BBox" not in element["/A"]):
            self.problems.append("a figure without words or box")
        if role == "/TH" and self.sheet.get(element["/A"])["/Scope"] not in ("/Row", "/Column"):
            self.problems.append("a head cell without scope")
        if "/Lang" in element:
            self.languages.add(paper.text(element["/Lang"]))
        text = ""
        for kid in element.get("/K", []):
            if isinstance(kid, int):
                text += self.own(reference, (self.page_of(element["/Pg"]), kid))
            elif isinstance(kid, dict):
                text += self.own(reference, (self.page_of(kid["/Pg"]), kid["/MCID"]))
            else:
                self.walk(kid, reference, role)
        if text:
            self.lines.append(text)

    def page_of(self, reference):
        return [page for page, _ in self.sheet.pages].index(reference)

    def own(self, reference, key):
        if key in self.seen:
            self.problems.append(f"{key} in two elements")
        if key not in self.marks.texts:
            self.problems.append(f"{key} is not on its page")
        self.seen[key] = reference
        return self.marks.texts.get(key, "")

    def check_parents(self, numbers):
        for key, reference in zip(numbers[::2], numbers[1::2]):
            for mark, element in enumerate(self.sheet.get(reference)):
                if self.seen.get((key, mark)) != element:
                    self.problems.append(f"parent tree: page {key}, mark {mark}")


def check_form(path, sheet, language):
    problems = []
    data = open(path, "rb").read()
    catalog, info = sheet.catalog, sheet.get(sheet.trailer["/Info"])
    if not data.startswith(b"%PDF-1.7") or b"/ObjStm" in data or b"/XRef" in data:
        problems.append("not a PDF 1.7 without object streams")
    if "No syntax or stream encoding errors" not in run("qpdf", "--check", path):
        problems.append("qpdf --check")
    if paper.text(catalog["/Lang"]) != language:
        problems.append("language of the document")
    if not catalog["/MarkInfo"]["/Marked"] or not catalog["/ViewerPreferences"]["/DisplayDocTitle"]:
        problems.append("not marked, or title not shown")
    if not paper.text(info["/Title"]) or set(info) - {"/Title", "/Producer", "/CreationDate"}:
        problems.append(f"facts: {info}")
    if "/First" not in sheet.get(catalog["/Outlines"]):
        problems.append("no bookmarks")
    for number, (_, page) in enumerate(sheet.pages):
        if page["/StructParents"] != number or page["/Tabs"] != "/S":
            problems.append(f"page {number}: structure")
        for reference in sheet.get(sheet.get(page["/Resources"]).get("/Font", {})).values():
            font = sheet.get(reference)
            if font["/Subtype"] == "/Type0":
                font = sheet.get(sheet.get(font["/DescendantFonts"])[0])
            if "/FontFile2" not in sheet.get(font["/FontDescriptor"]):
                problems.append(f"{font['/BaseFont']} is not embedded")
    return problems


def words_of(text):
    """The words of @text as paper shows them: without controls, and with what has no word in it."""
    kept = []
    for char in unicodedata.normalize("NFC", text):
        if char in "\u200c\u200d":
            continue
        if unicodedata.category(char) in ("Cc", "Zl", "Zp", "Zs"):
            kept.append(" " if char in "\t\n\v\f\r\x85" or unicodedata.category(char)[0] == "Z"
                        else "")
        elif unicodedata.category(char) != "Cf":
            kept.append(char)
    return "".join(kept).split()


def check_words(path, wanted):
    """Every word is in pdftotext's output; a word longer than a line may be in pieces.  One longer
    than a page has heads and feet between its pieces: check_lines looks for that."""
    found = words_of(run("pdftotext", path, "-"))
    whole, joined = set(found), "".join(found)
    missing = []
    for word in words_of(wanted):
        stripped = word.strip("“”«»\"'.,،:;()[]፣።?!؟")
        if sum(unicodedata.combining(char) > 0 for char in word) > 8 or len(word) > 1000:
            continue
        if stripped and word not in whole and stripped not in joined:
            missing.append(repr(word[:60]))
    return missing


def check_lines(tree, wanted):
    """Left-to-right lines are in the tag tree as they were written, each in one element or across
    the elements of its paragraphs."""
    text = " ".join(" ".join(words_of(line)) for line in tree.lines)
    missing = []
    for line in wanted.split("\n"):
        plain = " ".join(words_of(line))
        rtl = any(unicodedata.bidirectional(char) in ("R", "AL") for char in plain)
        if rtl or sum(unicodedata.combining(char) > 0 for char in plain) > 8:
            continue
        if plain not in text:
            missing.append(repr(plain[:70]))
    return missing


def check_margins(path):
    problems = []
    for line in run("pdftotext", "-bbox", path, "-").split("\n"):
        box = re.search(r'xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)"', line)
        if not box:
            continue
        left, top, right, bottom = map(float, box.groups())
        if left < LEFT - 2 or right > RIGHT + 2 or (top + bottom) / 2 < TOP \
                or (top + bottom) / 2 > BOTTOM:
            problems.append(line.strip()[:100])
    return problems


class Printer:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def __call__(self, name, *options, **environment):
        path = os.path.join(self.folder, name + ".pdf")
        texts = run(self.program, *options, name, path, env={**os.environ, **environment})
        return path, texts


def check_sample(printer, name, language="en", tag="en-GB"):
    path, wanted = printer(name, "--language", language)
    if language != "en":
        wanted = "\n".join(line for line in wanted.split("\n") if line not in TITLES)
    sheet = paper.Paper(path)
    marks = Marks(sheet)
    tree = Tree(sheet, marks)
    label = f"{name} in {language}"
    report(f"{label}: form", check_form(path, sheet, tag))
    report(f"{label}: everything drawn is content or artefact", marks.problems)
    report(f"{label}: tag tree", tree.problems)
    report(f"{label}: every word is there",
           check_words(path, wanted))
    report(f"{label}: every line is under its tag", check_lines(tree, wanted))
    report(f"{label}: nothing beyond the margins", check_margins(path))
    return path, sheet, tree


def pages_of(path):
    return run("pdftotext", path, "-").split("\f")[:-1]


def check_plan(printer):
    path, sheet, tree = check_sample(printer, "plan")
    wanted = {"/Document", "/H1", "/H2", "/P", "/L", "/LI", "/LBody", "/Table", "/TR", "/TH", "/TD",
              "/Figure"}
    report("plan: every kind of element", sorted(wanted - set(tree.roles)))
    text = run("pdftotext", path, "-")
    report("plan: the private address is left out",
           [word for word in ("Mill Road", "LN0", "Bridge House") if word in text])
    report("plan: and the foot says so on every page but the cover",
           [i for i, page in enumerate(pages_of(path)) if ("Address left out" in page) != (i > 0)])
    path, _ = printer("plan", "--with-address")
    text = run("pdftotext", path, "-")
    report("plan: the address where it is asked for",
           [] if "Bridge House, 12 Mill Road, Linden, LN0 4PD" in text
           and "Address left out" not in text else [text[:200]])
    path, _ = printer("plan", "--section", "S1_05", "--section", "actions", "--numbered")
    text = run("pdftotext", path, "-")
    report("plan: chosen sections only",
           [word for word in ("Renew passport", "Keeping in touch", "What matters to me")
            if word in text] + [word for word in ("Where I live", "Choose a cooker", "Copy K7F-2QD")
                                if word not in text])
    way_out = "If the flat is not ready by 15 December"
    heading = "If this doesn’t work out: Where I live"
    path, _ = printer("plan", "--section", "S1_04", "--section", "S1_05")
    text = " ".join(run("pdftotext", path, "-").split())
    report("plan: section 4 gathers what the others say for the case that they do not work out",
           [] if heading in text and text.count(way_out) == 2
           and text.index(heading) < text.index("What we will do") else [text[:300]])
    path, _ = printer("plan", "--section", "S1_04")
    text = " ".join(run("pdftotext", path, "-").split())
    report("plan: but not of a section that is left out",
           [] if "If things change" in text and way_out not in text
           and "Where I live" not in text else [text[:300]])


def check_draft(printer):
    path, _ = printer("unsettled", "--practice")
    problems = []
    for number, page in enumerate(pages_of(path)):
        for words in ("Draft, not agreed yet", "Practice"):
            if words not in page:
                problems.append(f"page {number + 1}: {words}")
    report("draft: every page says so", problems)
    text = " ".join(run("pdftotext", path, "-").split())
    report("draft: two versions, reasons and missing dates are in words",
           [words for words in (
               "Two versions, being settled", "Kez chose not to say.", "Not decided yet",
               "No date yet", "I said this on 14 October 2025.", "Nothing is needed now.",
               "Kez has not been asked yet.", "Not agreed yet. Last changed 6 November 2025")
            if words not in text])
    path, _ = printer("plan")
    report("draft: an agreed plan does not",
           ["Draft"] if "Draft" in run("pdftotext", path, "-") else [])


def check_scripts(printer):
    for language, tag in (("en", "en-GB"), ("ar", "ar")):
        path, _, tree = check_sample(printer, "scripts", language, tag)
        wanted = {"ar", "ti", "vi", "fa"} - {language} | ({"en"} if language == "ar" else set())
        report(f"scripts in {language}: passages carry their language",
               sorted(wanted - tree.languages))
    text = run("pdftotext", path, "-")
    report("scripts in ar: nobody is said to have agreed who was not asked",
           ["adviser"] if "Đặng" in run("pdftotext", "-l", "1", path, "-").replace(
               "Đặng Thị Hương", "") else [])
    report("scripts in ar: telephone numbers stay left to right",
           [number for number in ("01632 960 155", "01632 960 140", "+44 1632 960 001")
            if number not in text])
    report("scripts in ar: the document is right to left",
           [] if paper.Paper(path).catalog["/ViewerPreferences"].get("/Direction") == "/R2L"
           else ["direction"])


def check_same_bytes(printer):
    elsewhere = [
        {}, {"LC_ALL": "C"}, {"LANG": "ar_EG.UTF-8", "LANGUAGE": "ar", "PANGO_LANGUAGE": "ar:ja"},
        {"TZ": "Asia/Tokyo", "HOME": "/nonexistent", "XDG_CACHE_HOME": "/nonexistent"},
        {"FONTCONFIG_FILE": "/dev/null", "MALLOC_PERTURB_": "90"},
    ]
    for name in ("plan", "scripts", "sheet"):
        copies = set()
        for environment in elsewhere:
            path, _ = printer(name, **environment)
            copies.add(open(path, "rb").read())
        report(f"{name}: the same bytes wherever it is printed", [] if len(copies) == 1
               else [f"{len(copies)} different copies"])


def check_no_files(printer):
    """The rooms of a program that may hide a file stay empty."""
    with tempfile.TemporaryDirectory() as away:
        rooms = {name: os.path.join(away, name) for name in
                 ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME")}
        for room in rooms.values():
            os.mkdir(room)
        printer("plan", **rooms)
        printer("sheet", **rooms)
        found = [name for room in rooms.values() for _, _, files in os.walk(room)
                 for name in files if not room.endswith("CACHE_HOME")]
        # fontconfig may note which fonts the machine has, and nothing of a page.
        cached = [name for _, _, files in os.walk(rooms["XDG_CACHE_HOME"]) for name in files
                  if not re.fullmatch(r"[0-9a-f-]+\.cache-\d+|CACHEDIR\.TAG|.*-le64.cache-\d+", name)]
        report("nothing is left in any other place", found + cached)


def check_sheet(printer):
    path, groups = printer("sheet")
    groups = groups.split()
    sheet = paper.Paper(path)
    marks = Marks(sheet)
    tree = Tree(sheet, marks)
    report("sheet: form", check_form(path, sheet, "en-GB"))
    report("sheet: everything drawn is content or artefact", marks.problems)
    report("sheet: tag tree", tree.problems)
    report("sheet: nothing beyond the margins", check_margins(path))
    for mode in ((), ("-raw",)):
        text = run("pdftotext", *mode, path, "-")
        found = re.findall(r"\b[A-Z2-7]{5}\b", text)
        report(f"sheet: thirteen groups in order{' '.join(('',) + mode)}",
               [] if found == groups else [found])
    picture = os.path.join(printer.folder, "sheet")
    run("pdftoppm", "-r", "150", "-png", "-singlefile", path, picture)
    code = subprocess.run(["zbarimg", "-q", "--raw", picture + ".png"], check=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode().strip()
    report("sheet: the square holds the same", [] if code == " ".join(groups) else [code])
    report("sheet: one page", [] if len(sheet.pages) == 1 else [len(sheet.pages)])


def main():
    with tempfile.TemporaryDirectory() as folder:
        printer = Printer(sys.argv[1], folder)
        check_plan(printer)
        check_draft(printer)
        check_scripts(printer)
        for name in SAMPLES:
            if name not in ("plan", "scripts"):
                check_sample(printer, name)
        check_sample(printer, "unsettled", "ar", "ar")
        check_same_bytes(printer)
        check_no_files(printer)
        check_sheet(printer)
    print(f"1..{passed + failed}")
    print(f"# {passed} passed, {failed} failed")
    sys.exit(failed != 0)


main()
