#include "part.h"

NTSTATUS BLOCK(Load)(PDRIVER_OBJECT object)
{
    object->DriverUnload = NULL;
    return STATUS_SUCCESS;
}

NTSTATUS OTHER(Entry)(PDRIVER_OBJECT object, PUNICODE_STRING path)
{
    return STATUS_SUCCESS;
}

NTSTATUS BLOCK(Entry)
    (IN PDRIVER_OBJECT object, IN PUNICODE_STRING path)
{
    return BLOCK(Load)(object);
}
