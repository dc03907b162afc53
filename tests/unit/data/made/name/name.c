#include <ntddk.h>
#include "all.h"

NTSTATUS BlockMain(PDRIVER_OBJECT object, PUNICODE_STRING path);

NTSTATUS BlockMain(PDRIVER_OBJECT object, PUNICODE_STRING path)
{
    UNREFERENCED_PARAMETER(path);
    object->DriverUnload = NULL;
    return STATUS_SUCCESS;
}
