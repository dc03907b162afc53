#include <ntddk.h>
#include "head.h"

DRIVER_ENTRY(object, path)
{
    UNREFERENCED_PARAMETER(path);
    object->DriverUnload = NULL;
    return STATUS_SUCCESS;
}
