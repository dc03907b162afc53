#include <ntddk.h>
#include "shelf.h"

typedef struct {
    SHELF_FN Run;
    ULONG Count;
} SHELF;

static SHELF Shelves[] = {{ShelfOpen, 0}, {ShelfClose, 0}};
static SHELF_ROUTINE Saved = NULL;

NTSTATUS test(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG i;

    for (i = 0; i < RTL_NUMBER_OF(Shelves); ++i)
        Shelves[i].Count = i;
    Saved = ShelfLast;
    return STATUS_SUCCESS;
}
