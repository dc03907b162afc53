#include <ntddk.h>
#include "quiver.h" /* declares the messages: QuiverPrintF(level, (text, …)) is nothing in a free build */

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static PVOID g_Arrows;
static PVOID g_Bow;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(g_Bow, 'wviQ');
    ExFreePoolWithTag(g_Arrows, 'wviQ');
}

/* What only prints gets at nothing, though its text stands in brackets of its own. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_SUCCESS;

    UNREFERENCED_PARAMETER(RegistryPath);
    g_Arrows = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'wviQ');
    if (g_Arrows == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    g_Bow = ExAllocatePool2(POOL_FLAG_NON_PAGED, 16, 'wviQ');
    if (g_Bow == NULL) {
        status = STATUS_INSUFFICIENT_RESOURCES;
        QuiverPrintF(1, ("no bow: 0x%x, %p", status, g_Arrows));
        ExFreePoolWithTag(g_Arrows, 'wviQ');
        return status;
    }
    QuiverPrintF(3, ("%u arrows", 64));
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
