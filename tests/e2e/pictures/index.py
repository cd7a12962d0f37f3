# SPDX-License-Identifier: GPL-3.0-or-later
"""The page that lays each picture beside the design's."""
import html
import os
import shutil

STYLE = """body{font:15px Cantarell,sans-serif;margin:24px;background:#eee}h2{margin-top:48px}
figure{display:inline-block;margin:0 12px 24px 0;vertical-align:top;background:#fff;padding:8px}
img{max-width:46vw;height:auto;display:block}figcaption{padding:4px 0;font-weight:bold}nav a{margin-right:12px}"""


def design_of(name, designs):
    """The design's picture of the screen @name: the one of that name, or of its number."""
    if name in designs:
        return name
    number = name.split("-", 1)[0]
    fitting = sorted(design for design in designs if design.split("-", 1)[0] == number)
    return fitting[0] if fitting and number[:1].isdigit() else None


def copy_designs(folder, design):
    """Names of the design's pictures, which now lie beside ours."""
    if not design or not os.path.isdir(design):
        return []
    place = os.path.join(folder, "design")
    os.makedirs(place, exist_ok=True)
    names = sorted(name[:-4] for name in os.listdir(design) if name.endswith(".png"))
    for name in names:
        shutil.copyfile(os.path.join(design, name + ".png"), os.path.join(place, name + ".png"))
    return names


def figure(path, words):
    path, words = html.escape(path), html.escape(words)
    return f'<figure><figcaption>{words}</figcaption><a href="{path}"><img src="{path}" alt="{words}" loading="lazy"></a></figure>'


def write(folder, design):
    designs = copy_designs(folder, design)
    styles = sorted(name for name in os.listdir(folder)
                    if name != "design" and os.path.isdir(os.path.join(folder, name)))
    out = [f"<!doctype html><html lang=en><meta charset=utf-8><title>Waymark, every screen</title>"
           f"<style>{STYLE}</style><h1>Every screen</h1><nav>"]
    out += [f'<a href="#{style}">{style}</a>' for style in styles]
    out.append("</nav>")
    for style in styles:
        out.append(f'<h2 id="{style}">{style}</h2>')
        for name in sorted(file[:-4] for file in os.listdir(os.path.join(folder, style))
                           if file.endswith(".png")):
            out.append("<div>" + figure(f"{style}/{name}.png", name))
            theirs = design_of(name, designs)
            if theirs:
                out.append(figure(f"design/{theirs}.png", "design: " + theirs))
            out.append("</div>")
    with open(os.path.join(folder, "index.html"), "w", encoding="utf-8") as file:
        file.write("\n".join(out))
