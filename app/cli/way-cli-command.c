/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-cli-command.h"

#include <string.h>
#include "way-i18n.h"

#define OPTIONS(...) ((const WayCliOption[]){ __VA_ARGS__, { NULL } })
#define OPTION(name, letter, value, help)                                                          \
  {                                                                                                \
    name, letter, value, help                                                                      \
  }
#define OPEN WAY_CLI_COMMAND_OPEN
#define ALONE WAY_CLI_COMMAND_ALONE
#define INPUT WAY_CLI_COMMAND_INPUT

const WayCliOption way_cli_global_options[] = {
  { "vault", 0, N_ ("DIR"), N_ ("the vault's folder, in the place of the usual one") },
  { "passphrase-file", 0, N_ ("FILE"),
    N_ ("its first line is the passphrase; - is standard input") },
  { "json", 0, NULL, N_ ("answer with JSON on standard output") },
  { "help", 0, NULL, N_ ("say what a command does") },
  { "version", 0, NULL, N_ ("say the version of this program") },
  { NULL },
};

#define SHEET_OPTION                                                                               \
  OPTION ("sheet", 0, N_ ("FILE"), N_ ("write the new recovery sheet to a PDF file"))

#define SERVER_OPTION                                                                              \
  OPTION ("server", 0, N_ ("ADDRESS"), N_ ("the team's server, such as https://sync.example.org"))
#define ROOT_OPTION                                                                                \
  OPTION ("sheet-file", 0, N_ ("FILE"), N_ ("the groups of the root sheet, which signs as well"))
#define CA_OPTION                                                                                  \
  OPTION ("ca", 0, N_ ("FILE"), N_ ("a certificate authority of the council's own, as PEM"))

#define REPORT_OPTIONS                                                                             \
  OPTION ("output", 'o', N_ ("FILE"), N_ ("the CSV file to write")),                               \
      OPTION ("force", 0, NULL, N_ ("write over a file that is there")),                           \
      OPTION ("children", 0, N_ ("FILE"), N_ ("the council's own numbers, a CSV of ID and CHILD"))

static const WayCliCommand commands[] = {
  { "init", "", 0, 0, ALONE,
    OPTIONS (
        OPTION ("name", 0, N_ ("NAME"), N_ ("the adviser's name, as printed on plans")),
        OPTION ("phone", 0, N_ ("NUMBER"), N_ ("the adviser's telephone number")),
        OPTION ("council", 0, N_ ("NAME"), N_ ("the council's name")),
        OPTION ("team", 0, N_ ("NAME"), N_ ("the team's name")),
        OPTION ("out-of-hours", 0, N_ ("NUMBER"), N_ ("who answers when the office is closed")),
        OPTION ("advocate", 0, N_ ("NUMBER"), N_ ("the advocacy service's number")),
        SHEET_OPTION),
    N_ ("Make a vault and its recovery sheet."), way_cli_run_init },
  { "keys", "", 0, 0, ALONE, NULL, N_ ("List the ways in which the vault opens."),
    way_cli_run_keys },
  { "keys keyring", "", 0, 0, OPEN, NULL,
    N_ ("Open with the desktop keyring and the passphrase from now on."),
    way_cli_run_keys_keyring },
  { "keys passphrase", "", 0, 0, OPEN, NULL, N_ ("Open with the passphrase alone from now on."),
    way_cli_run_keys_passphrase },
  { "keys new-sheet", "", 0, 0, OPEN, OPTIONS (SHEET_OPTION),
    N_ ("Make a new recovery sheet; the old one opens only the backups of its days."),
    way_cli_run_keys_new_sheet },
  { "passphrase", "", 0, 0, OPEN | ALONE, NULL, N_ ("Change the passphrase."),
    way_cli_run_passphrase },
  { "recover", "", 0, 0, ALONE,
    OPTIONS (
        OPTION ("sheet-file", 0, N_ ("FILE"), N_ ("the groups of the sheet; - is standard input")),
        SHEET_OPTION),
    N_ ("Open with the recovery sheet, and set a new passphrase and a new sheet."),
    way_cli_run_recover },
  { "person add", "", 0, 0, OPEN | INPUT,
    OPTIONS (OPTION ("preferred-name", 0, N_ ("NAME"), N_ ("the name they are called by")),
             OPTION ("full-name", 0, N_ ("NAME"), N_ ("the name on their papers")),
             OPTION ("pronouns", 0, N_ ("WORDS"), N_ ("such as she/her")),
             OPTION ("date-of-birth", 0, N_ ("DATE"), N_ ("YYYY-MM-DD")),
             OPTION ("phone", 0, N_ ("NUMBER"), N_ ("their telephone number")),
             OPTION ("email", 0, N_ ("ADDRESS"), N_ ("their e-mail address"))),
    N_ ("Add somebody, by options or as a PERSON in JSON, and answer with the new id."),
    way_cli_run_person_add },
  { "person list", "", 0, 0, OPEN, NULL, N_ ("List everybody in the vault."),
    way_cli_run_person_list },
  { "person show", N_ ("ID"), 1, 1, OPEN,
    OPTIONS (OPTION ("with-address", 0, NULL, N_ ("show an address that is kept private"))),
    N_ ("Show one person's whole record."), way_cli_run_person_show },
  { "person close", N_ ("ID"), 1, 1, OPEN,
    OPTIONS (
        OPTION ("reason", 0, N_ ("REASON"), N_ ("agreed_to_stop, turned_25, moved, died or other")),
        OPTION ("on", 0, N_ ("DATE"), N_ ("the day of it; today where it is not said")),
        OPTION ("note", 0, N_ ("WORDS"), N_ ("more about it"))),
    N_ ("Close somebody's case, with a reason."), way_cli_run_person_close },
  { "person reopen", N_ ("ID"), 1, 1, OPEN, NULL, N_ ("Open a closed case again."),
    way_cli_run_person_reopen },
  { "edit", N_ ("ID"), 1, 1, OPEN | INPUT, NULL,
    N_ ("Change a record by a merge patch of its PERSON."), way_cli_run_edit },
  { "contact add", N_ ("ID"), 1, 1, OPEN | INPUT, NULL,
    N_ ("Add a contact in JSON to a record, and answer with its new id."),
    way_cli_run_contact_add },
  { "conflicts", N_ ("[ID]"), 0, 1, OPEN, NULL,
    N_ ("List the fields that wait to be settled; of one person, with every version."),
    way_cli_run_conflicts },
  { "resolve", N_ ("ID PATH"), 2, 2, OPEN,
    OPTIONS (OPTION ("keep", 0, N_ ("NUMBER"), N_ ("keep the version of this number")),
             OPTION ("both", 0, NULL, N_ ("keep all versions in one text, oldest first")),
             OPTION ("text", 0, N_ ("TEXT"), N_ ("write it again; - is standard input")),
             OPTION ("reason", 0, N_ ("WORDS"), N_ ("why this version"))),
    N_ ("Settle a field of which several versions are kept."), way_cli_run_resolve },
  { "import", N_ ("FILE|--practice"), 0, 1, OPEN | INPUT,
    OPTIONS (
        OPTION ("dry-run", 0, NULL, N_ ("report what would happen and change nothing")),
        OPTION ("practice", 0, NULL, N_ ("take in twenty-five invented people")),
        OPTION ("map", 0, N_ ("MAP"), N_ ("the file is CSV, and this says what its columns are")),
        OPTION ("preview", 0, NULL, N_ ("show where the columns of a CSV go, and change nothing"))),
    N_ ("Take in the people of an interchange document or of a table."), way_cli_run_import },
  { "export", N_ ("[ID…]"), 0, G_MAXUINT, OPEN,
    OPTIONS (OPTION ("output", 'o', N_ ("FILE"), N_ ("write to a file, not to standard output")),
             OPTION ("force", 0, NULL, N_ ("write over a file that is there"))),
    N_ ("Write people, or everybody, as an interchange document."), way_cli_run_export },
  { "report oc3", "", 0, 0, OPEN,
    OPTIONS (OPTION ("year", 0, N_ ("YEAR"), N_ ("2026 is the year to 31 March 2026")),
             REPORT_OPTIONS,
             OPTION ("last-year", 0, N_ ("FILE"), N_ ("the OC3 table of the year before"))),
    N_ ("Check and write the care leavers' table of the yearly return."), way_cli_run_report_oc3 },
  { "report annex-a-9", "", 0, 0, OPEN, OPTIONS (REPORT_OPTIONS),
    N_ ("Write the list of care leavers that an inspection asks for."),
    way_cli_run_report_annex_a_9 },
  { "report calendar", "", 0, 0, OPEN,
    OPTIONS (OPTION ("output", 'o', N_ ("FILE"), N_ ("write to this file")),
             OPTION ("force", 0, NULL, N_ ("write over a file that is there"))),
    N_ ("Write what is due and booked as a calendar, without a name."),
    way_cli_run_report_calendar },
  { "search", N_ ("WORDS…"), 1, G_MAXUINT, OPEN,
    OPTIONS (OPTION ("person", 0, N_ ("ID"), N_ ("search this person's record only")),
             OPTION ("limit", 0, N_ ("NUMBER"), N_ ("show so many places at most"))),
    N_ ("Find words in everything that was written."), way_cli_run_search },
  { "plan show", N_ ("ID"), 1, 1, OPEN,
    OPTIONS (OPTION ("version", 0, N_ ("NUMBER"), N_ ("an agreed plan, not the draft"))),
    N_ ("Show a plan and what is missing in it."), way_cli_run_plan_show },
  { "plan finalise", N_ ("ID"), 1, 1, OPEN,
    OPTIONS (
        OPTION ("on", 0, N_ ("DATE"), N_ ("the day it was agreed; today where it is not said"))),
    N_ ("Keep the plan as it was agreed; refused while anything is missing."),
    way_cli_run_plan_finalise },
  { "plan versions", N_ ("ID"), 1, 1, OPEN, NULL, N_ ("List the agreed plans."),
    way_cli_run_plan_versions },
  { "plan compare", N_ ("ID [OLDER [NEWER]]"), 1, 3, OPEN, NULL,
    N_ ("Show what changed between two plans; the newest agreed one and the draft if none is "
        "named."),
    way_cli_run_plan_compare },
  { "print", N_ ("ID -o FILE"), 1, 1, OPEN,
    OPTIONS (
        OPTION ("output", 'o', N_ ("FILE"), N_ ("the PDF to write")),
        OPTION ("force", 0, NULL, N_ ("write over a file that is there")),
        OPTION ("edition", 0, N_ ("EDITION"), N_ ("standard")),
        OPTION ("language", 0, N_ ("LANGUAGE"), N_ ("of the labels, such as en or ar")),
        OPTION ("sections",
                0,
                N_ ("LIST"),
                N_ ("front, S1_01 to S1_10, actions, agreeing, no_adviser_view, no_surnames; with "
                    "commas between")),
        OPTION ("version", 0, N_ ("NUMBER"), N_ ("an agreed plan")),
        OPTION ("draft", 0, NULL, N_ ("the draft, also where nothing changed since it was agreed")),
        OPTION ("with-address", 0, NULL, N_ ("print an address that is kept private")),
        OPTION (
            "may-mention-address", 0, NULL, N_ ("print texts in which the private address stands")),
        OPTION ("copy-for", 0, N_ ("NAME"), N_ ("make a numbered copy for somebody")),
        OPTION ("copy", 0, N_ ("NUMBER"), N_ ("print a copy once more"))),
    N_ ("Print a plan to a tagged PDF."), way_cli_run_print },
  { "team create", "", 0, 0, OPEN | ALONE,
    OPTIONS (SERVER_OPTION,
             CA_OPTION,
             OPTION ("ticket", 0, N_ ("TICKET"), N_ ("what the server printed at its first start")),
             OPTION ("hold",
                     0,
                     N_ ("MINUTES"),
                     N_ ("how long a new laptop waits before it reads anything; 60"))),
    N_ ("Found a team on an empty server, and make its three sheets."), way_cli_run_team_create },
  { "team invite", "", 0, 0, OPEN,
    OPTIONS (OPTION ("name", 0, N_ ("NAME"), N_ ("who is invited")),
             OPTION ("phone", 0, N_ ("NUMBER"), N_ ("their telephone number")),
             OPTION ("for", 0, N_ ("USER"), N_ ("somebody who was in the team before"))),
    N_ ("Make an invitation for a new member."), way_cli_run_team_invite },
  { "team join", N_ ("INVITATION"), 1, 1, OPEN | ALONE, OPTIONS (SERVER_OPTION, CA_OPTION),
    N_ ("Join a team with this laptop, while its manager approves."), way_cli_run_team_join },
  { "team approve", N_ ("INVITATION"), 1, 1, OPEN | ALONE,
    OPTIONS (OPTION ("for", 0, N_ ("USER"), N_ ("somebody who was in the team before")),
             OPTION ("manager", 0, NULL, N_ ("as a second manager; needs the root sheet")),
             ROOT_OPTION),
    N_ ("Let the laptop of an invited person in, by the digits it shows."),
    way_cli_run_team_approve },
  { "team members", "", 0, 0, OPEN, NULL, N_ ("List the team and its laptops."),
    way_cli_run_team_members },
  { "team revoke", N_ ("DEVICE"), 1, 1, OPEN,
    OPTIONS (OPTION ("reason", 0, N_ ("REASON"), N_ ("lost, stolen, left or replaced")),
             ROOT_OPTION),
    N_ ("Take a laptop out of the team."), way_cli_run_team_revoke },
  { "team confirm-restore", "", 0, 0, OPEN | ALONE, OPTIONS (ROOT_OPTION),
    N_ ("Go on with a server that was restored from a backup."), way_cli_run_team_confirm_restore },
  { "team prove", N_ ("FILE"), 1, 1, OPEN, NULL,
    N_ ("Write what shows that a server told two histories to a file."), way_cli_run_team_prove },
  { "team check-proof", N_ ("FILE"), 1, 1, ALONE, NULL, N_ ("Judge such a file; needs no vault."),
    way_cli_run_team_check_proof },
  { "case allocate", N_ ("ID USER"), 2, 2, OPEN, NULL,
    N_ ("Share a record with a member of the team."), way_cli_run_case_allocate },
  { "case handover", N_ ("ID FROM TO"), 3, 3, OPEN, NULL,
    N_ ("Hand a record over from one member to another."), way_cli_run_case_handover },
  { "case late", N_ ("ID"), 1, 1, OPEN, NULL,
    N_ ("List what laptops wrote after they were out of a record."), way_cli_run_case_late },
  { "case accept-late", N_ ("ID DEVICE"), 2, 2, OPEN, NULL,
    N_ ("Take a laptop's late work into the record."), way_cli_run_case_accept_late },
  { "case decline-late", N_ ("ID DEVICE"), 2, 2, OPEN, NULL, N_ ("Decline a laptop's late work."),
    way_cli_run_case_decline_late },
  { "sync", "", 0, 0, OPEN,
    OPTIONS (OPTION ("wait", 0, NULL, N_ ("try until everything is with the team"))),
    N_ ("Send what was written here, and fetch what others wrote."), way_cli_run_sync },
  { "status", "", 0, 0, OPEN, NULL, N_ ("Say whether the team has what was written here."),
    way_cli_run_status },
  { "check", "", 0, 0, OPEN, NULL, N_ ("Look through the whole vault for faults; changes nothing."),
    way_cli_run_check },
  { "rebuild", "", 0, 0, OPEN, NULL,
    N_ ("Make the lists and the search index anew from what was written; loses nothing."),
    way_cli_run_rebuild },
  { "backup", N_ ("[FILE]"), 0, 1, OPEN, NULL,
    N_ ("Write the vault to one file that opens with today's passphrase or sheet."),
    way_cli_run_backup },
  { "restore", N_ ("FILE"), 1, 1, ALONE,
    OPTIONS (
        OPTION ("sheet-file", 0, N_ ("FILE"), N_ ("open the backup with the groups of its sheet"))),
    N_ ("Bring a backup back into an empty folder."), way_cli_run_restore },
  { "batch", "", 0, 0, OPEN | ALONE, NULL,
    N_ ("Do the commands on standard input, one a line, and answer each with a line of JSON."),
    way_cli_run_batch },
};

const WayCliCommand *
way_cli_commands (guint *ret_n)
{
  *ret_n = G_N_ELEMENTS (commands);
  return commands;
}

const WayCliOption *
way_cli_find_option (const WayCliOption *options, const char *name, gsize size)
{
  for (; options != NULL && options->name != NULL; options++)
    if (strlen (options->name) == size && strncmp (options->name, name, size) == 0)
      return options;
  return NULL;
}

const WayCliOption *
way_cli_find_letter (const WayCliOption *options, char letter)
{
  for (; options != NULL && options->name != NULL; options++)
    if (options->letter == letter && letter != 0)
      return options;
  return NULL;
}
