#include <ntddk.h>

_Use_decl_annotations_
long DriverEntry(struct _DRIVER_OBJECT *pDrv, struct _UNICODE_STRING *pPath)
{
    (void)pDrv;
    (void)pPath;
    return STATUS_SUCCESS;
}
