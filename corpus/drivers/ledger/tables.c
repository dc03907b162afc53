/* tables.c: what the filter manager is told, and the globals. */
#include "ledger.h"

LEDGER Ledger;

static const FLT_OPERATION_REGISTRATION Operations[] = {
    {IRP_MJ_CREATE, 0, LedgerPreCreate, NULL},
    {IRP_MJ_OPERATION_END}
};

const FLT_REGISTRATION LedgerRegistration = {
    sizeof(FLT_REGISTRATION),
    FLT_REGISTRATION_VERSION,
    0,
    NULL,
    Operations,
    LedgerUnload,
};
