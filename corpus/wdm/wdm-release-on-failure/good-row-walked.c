#include <ntddk.h>

/* A pointer walks over the array, up while it is filled, and down to undo it. */
typedef struct _SHELF {
    PVOID Board;
    ULONG Threads;
} SHELF;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static SHELF g_Shelves[24];

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    SHELF *shelf;

    UNREFERENCED_PARAMETER(DriverObject);
    for (shelf = g_Shelves; shelf != &g_Shelves[ARRAYSIZE(g_Shelves)]; shelf++)
        ExFreePoolWithTag(shelf->Board, 'flhS');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    SHELF *shelf;

    UNREFERENCED_PARAMETER(RegistryPath);
    for (shelf = g_Shelves; shelf < g_Shelves + ARRAYSIZE(g_Shelves); shelf++) {
        shelf->Board = ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, 'flhS');
        if (shelf->Board == NULL)
            goto Undo;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;

Undo:
    while (shelf > g_Shelves) {
        shelf--;
        ExFreePoolWithTag(shelf->Board, 'flhS');
    }
    return STATUS_INSUFFICIENT_RESOURCES;
}
