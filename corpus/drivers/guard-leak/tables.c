/* tables.c: what the filter manager is told. */
#include "guard.h"

static const FLT_OPERATION_REGISTRATION GuardOperations[] = {
    {IRP_MJ_WRITE, FLTFL_OPERATION_REGISTRATION_SKIP_PAGING_IO, GuardPreWrite, NULL},
    {IRP_MJ_SET_INFORMATION, 0, GuardPreWrite, NULL},
    {IRP_MJ_OPERATION_END}
};

const FLT_REGISTRATION GuardRegistration = {
    sizeof(FLT_REGISTRATION),
    FLT_REGISTRATION_VERSION,
    0,
    NULL,
    GuardOperations,
    GuardUnload,
    GuardInstanceSetup,
};
