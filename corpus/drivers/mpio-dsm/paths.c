/* paths.c: one path after the other. */
#include "braid.h"

NTSTATUS BraidInquire(PVOID Context, PDEVICE_OBJECT Target, PDEVICE_OBJECT Port, PVOID Descriptor, PVOID Ids, PVOID *Id)
{
    (void)Context, (void)Port, (void)Descriptor, (void)Ids;
    *Id = Target;
    return STATUS_SUCCESS;
}

PVOID BraidGetPath(PVOID Context, PSCSI_REQUEST_BLOCK Srb, PVOID List, PVOID Current, NTSTATUS *Status)
{
    PBRAID braid = Context;

    (void)Srb, (void)List;
    braid->NextPath++;
    *Status = Current ? STATUS_SUCCESS : STATUS_NO_SUCH_DEVICE;
    return Current;
}

NTSTATUS BraidRemovePath(PVOID Context, PVOID PathId)
{
    (void)Context, (void)PathId;
    return STATUS_SUCCESS;
}
