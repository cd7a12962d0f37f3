/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-cli-error.h"

#include "way-core-error.h"
#include "way-crypto.h"
#include "way-exchange-error.h"
#include "way-print.h"
#include "way-store-error.h"
#include "way-team.h"

G_DEFINE_QUARK (way - cli - error - quark, way_cli_error)

static WayCliExit
cli_exit (WayCliError code)
{
  switch (code)
    {
    case WAY_CLI_ERROR_USAGE:
      return WAY_CLI_EXIT_USAGE;
    case WAY_CLI_ERROR_LOCKED:
      return WAY_CLI_EXIT_LOCKED;
    case WAY_CLI_ERROR_REFUSED:
      return WAY_CLI_EXIT_REFUSED;
    case WAY_CLI_ERROR_FAILED:
    default:
      return WAY_CLI_EXIT_FAILED;
    }
}

static WayCliExit
store_exit (WayStoreError code)
{
  switch (code)
    {
    case WAY_STORE_ERROR_LOCKED:
    case WAY_STORE_ERROR_WRONG_PASSPHRASE:
    case WAY_STORE_ERROR_WAIT:
    case WAY_STORE_ERROR_IN_USE:
    case WAY_STORE_ERROR_KEYRING:
      return WAY_CLI_EXIT_LOCKED;
    case WAY_STORE_ERROR_REFUSED:
    case WAY_STORE_ERROR_NOT_FOUND:
      return WAY_CLI_EXIT_REFUSED;
    case WAY_STORE_ERROR_NO_VAULT:
    case WAY_STORE_ERROR_EXISTS:
    case WAY_STORE_ERROR_DAMAGED:
    case WAY_STORE_ERROR_NEWER:
    case WAY_STORE_ERROR_FULL:
    case WAY_STORE_ERROR_IO:
    case WAY_STORE_ERROR_READ_ONLY:
    default:
      return WAY_CLI_EXIT_FAILED;
    }
}

static WayCliExit
core_exit (WayCoreError code)
{
  switch (code)
    {
    case WAY_CORE_ERROR_INVALID:
    case WAY_CORE_ERROR_NOT_FOUND:
    case WAY_CORE_ERROR_NOT_ALLOWED:
    case WAY_CORE_ERROR_INCOMPLETE:
      return WAY_CLI_EXIT_REFUSED;
    case WAY_CORE_ERROR_DAMAGED:
    case WAY_CORE_ERROR_NEEDS_UPDATE:
    default:
      return WAY_CLI_EXIT_FAILED;
    }
}

/* A passphrase or a sheet as it was given; what it does not open is store's to say. */
static WayCliExit
crypto_exit (WayCryptoError code)
{
  switch (code)
    {
    case WAY_CRYPTO_ERROR_WRONG_KEY:
    case WAY_CRYPTO_ERROR_KEYRING_LOCKED:
    case WAY_CRYPTO_ERROR_KEYRING_ABSENT:
    case WAY_CRYPTO_ERROR_KEYRING_EMPTY:
    case WAY_CRYPTO_ERROR_KEYRING_DAMAGED:
      return WAY_CLI_EXIT_LOCKED;
    case WAY_CRYPTO_ERROR_EMPTY:
    case WAY_CRYPTO_ERROR_NOT_TEXT:
    case WAY_CRYPTO_ERROR_TOO_LONG:
    case WAY_CRYPTO_ERROR_WEAK_PASSPHRASE:
    case WAY_CRYPTO_ERROR_BAD_SHEET:
      return WAY_CLI_EXIT_REFUSED;
    case WAY_CRYPTO_ERROR_START:
    case WAY_CRYPTO_ERROR_MEMORY:
    case WAY_CRYPTO_ERROR_DAMAGED:
    case WAY_CRYPTO_ERROR_NEWER:
    case WAY_CRYPTO_ERROR_NO_SLOT:
    case WAY_CRYPTO_ERROR_TWO_WAYS:
    case WAY_CRYPTO_ERROR_TOO_WEAK:
    case WAY_CRYPTO_ERROR_BAD_KEY:
    default:
      return WAY_CLI_EXIT_FAILED;
    }
}

static WayCliExit
print_exit (WayPrintError code)
{
  switch (code)
    {
    case WAY_PRINT_ERROR_LANGUAGE:
    case WAY_PRINT_ERROR_LETTERS:
    case WAY_PRINT_ERROR_SECTION:
      return WAY_CLI_EXIT_REFUSED;
    case WAY_PRINT_ERROR_FONT:
    case WAY_PRINT_ERROR_INVALID:
    case WAY_PRINT_ERROR_FAILED:
    default:
      return WAY_CLI_EXIT_FAILED;
    }
}

/* What a person gave, or may not do, is refused; the rest could not be done. */
static WayCliExit
team_exit (WayTeamError code)
{
  switch (code)
    {
    case WAY_TEAM_ERROR_NO_TEAM:
    case WAY_TEAM_ERROR_HAS_TEAM:
    case WAY_TEAM_ERROR_NOT_ALLOWED:
    case WAY_TEAM_ERROR_NOT_FOUND:
    case WAY_TEAM_ERROR_WRONG_CODE:
    case WAY_TEAM_ERROR_ENDED:
    case WAY_TEAM_ERROR_BAD_TICKET:
      return WAY_CLI_EXIT_REFUSED;
    case WAY_TEAM_ERROR_BUSY:
    case WAY_TEAM_ERROR_NETWORK:
    case WAY_TEAM_ERROR_SERVER:
    case WAY_TEAM_ERROR_TAMPERED:
    default:
      return WAY_CLI_EXIT_FAILED;
    }
}

WayCliExit
way_cli_exit_code (const GError *error)
{
  if (error == NULL)
    return WAY_CLI_EXIT_DONE;
  if (error->domain == WAY_CLI_ERROR)
    return cli_exit ((WayCliError)error->code);
  if (error->domain == WAY_STORE_ERROR)
    return store_exit ((WayStoreError)error->code);
  if (error->domain == WAY_CORE_ERROR)
    return core_exit ((WayCoreError)error->code);
  if (error->domain == WAY_CRYPTO_ERROR)
    return crypto_exit ((WayCryptoError)error->code);
  if (error->domain == WAY_EXCHANGE_ERROR)
    return WAY_CLI_EXIT_REFUSED;
  if (error->domain == WAY_TEAM_ERROR)
    return team_exit ((WayTeamError)error->code);
  if (error->domain == WAY_PRINT_ERROR)
    return print_exit ((WayPrintError)error->code);
  return WAY_CLI_EXIT_FAILED;
}
