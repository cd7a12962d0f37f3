/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-label.h"

#define LABEL(text)                                                                                \
  {                                                                                                \
    text, sizeof text - 1                                                                          \
  }

/* Frozen.  Some end in a zero byte and some do not, as the vectors have them; each is followed by
 * fields of fixed length, and no input of one is an input of another (tests/ledger/test-label.c).
 */
static const WaySlice labels[WAY_N_LABELS] = {
  [WAY_LABEL_ORG] = LABEL ("LG1.org\0"),
  [WAY_LABEL_DEVICE] = LABEL ("LG1.device"),
  [WAY_LABEL_DIR_SIGNATURE] = LABEL ("LG1.dir.sig\0"),
  [WAY_LABEL_DIR_APPROVAL] = LABEL ("LG1.dir.co\0"),
  [WAY_LABEL_POSSESSION] = LABEL ("LG1.dir.pop\0"),
  [WAY_LABEL_DIR_HASH] = LABEL ("LG1.dir.hash\0"),
  [WAY_LABEL_TICKET] = LABEL ("LG1.ticket\0"),
  [WAY_LABEL_CODE_COMMITMENT] = LABEL ("LG1.sas.c"),
  [WAY_LABEL_CODE_TRANSCRIPT] = LABEL ("LG1.sas.t\0"),
  [WAY_LABEL_CODE] = LABEL ("LG1.sas"),
  [WAY_LABEL_ANSWER] = LABEL ("LG1.sas.back"),
  [WAY_LABEL_TELEPHONE] = LABEL ("LG1.tel\0"),
  [WAY_LABEL_TELEPHONE_SALT] = LABEL ("LG1.tel.salt\0"),
  [WAY_LABEL_TELEPHONE_TRANSCRIPT] = LABEL ("LG1.tel.t\0"),
  [WAY_LABEL_BODY] = LABEL ("LG1.body"),
  [WAY_LABEL_ENTRY_SIGNATURE] = LABEL ("LG1.entry.sig\0"),
  [WAY_LABEL_ENTRY_HASH] = LABEL ("LG1.entry.hash\0"),
  [WAY_LABEL_ENTRY_SEAL] = LABEL ("LG1.entry.v1"),
  [WAY_LABEL_ENTRY_APPROVAL] = LABEL ("LG1.entry.co\0"),
  [WAY_LABEL_LOG_HEAD] = LABEL ("LG1.log.head\0"),
  [WAY_LABEL_KEY_COMMITMENT] = LABEL ("LG1.ck"),
  [WAY_LABEL_FORMER_KEY] = LABEL ("LG1.prevk\0"),
  [WAY_LABEL_WRAP] = LABEL ("LG1.wrap\0"),
  [WAY_LABEL_LOGIN] = LABEL ("LG1.auth\0"),
};

WaySlice
way_label (WayLabel label)
{
  return labels[label];
}
