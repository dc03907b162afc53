#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

typedef struct _SETTINGS {
    UNICODE_STRING Path;
    PULONG Marks;
} SETTINGS, *PSETTINGS;

static PSETTINGS g_Settings;
static PULONG g_Journal;

VOID Note(ULONG What)
{
    if (g_Journal != NULL) {
        g_Journal[g_Journal[0] % 64 + 1] = What;
        g_Journal[0]++;
    }
}

/* The journal was handed to the settings, and goes with them. */
VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    Note(2);
    if (g_Settings->Path.Buffer != NULL) {
        ExFreePoolWithTag(g_Settings->Path.Buffer, 'tteS');
    }
    ExFreePoolWithTag(g_Settings->Marks, 'lnrJ');
    ExFreePoolWithTag(g_Settings, 'tteS');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    g_Settings = (PSETTINGS)ExAllocatePool2(POOL_FLAG_PAGED, sizeof(SETTINGS), 'tteS');
    if (g_Settings == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    g_Settings->Path.Buffer = (PWCHAR)ExAllocatePool2(POOL_FLAG_PAGED, RegistryPath->Length, 'tteS');
    if (g_Settings->Path.Buffer != NULL) {
        g_Settings->Path.MaximumLength = RegistryPath->Length;
        RtlCopyUnicodeString(&g_Settings->Path, RegistryPath);
    } else {
        ExFreePoolWithTag(g_Settings, 'tteS');
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    g_Journal = (PULONG)ExAllocatePool2(POOL_FLAG_NON_PAGED, 65 * sizeof(ULONG), 'lnrJ');
    if (g_Journal == NULL) {
        ExFreePoolWithTag(g_Settings->Path.Buffer, 'tteS');
        ExFreePoolWithTag(g_Settings, 'tteS');
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Note(1);
    g_Settings->Marks = g_Journal;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
