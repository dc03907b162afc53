#include <ntddk.h>

/* The string that holds the path is forgotten. */
typedef struct _NAMES {
    UNICODE_STRING Link;
    UNICODE_STRING Path;
} NAMES;

static NAMES g_Names;
static PDEVICE_OBJECT g_Device;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD NamesUnload;

static VOID FreeNames(VOID)
{
    RtlFreeUnicodeString(&g_Names.Link);
    RtlFreeUnicodeString(&g_Names.Path);
}

VOID NamesUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoDeleteDevice(g_Device);
    FreeNames();
}

static NTSTATUS CopyPath(PUNICODE_STRING To, PCUNICODE_STRING From)
{
    To->Buffer = ExAllocatePool2(POOL_FLAG_PAGED, From->Length, 'eman');
    if (To->Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    To->MaximumLength = From->Length;
    RtlCopyUnicodeString(To, From);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;
    ANSI_STRING text;
    UNICODE_STRING link;

    RtlInitAnsiString(&text, "\\DosDevices\\Names");
    status = RtlAnsiStringToUnicodeString(&link, &text, TRUE);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    g_Names.Link = link;
    status = CopyPath(&g_Names.Path, RegistryPath);
    if (!NT_SUCCESS(status)) {
        goto fail;
    }
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &g_Device);
    if (!NT_SUCCESS(status)) {
        goto fail;
    }
    DriverObject->DriverUnload = NamesUnload;
    return STATUS_SUCCESS;

fail:
    RtlFreeUnicodeString(&g_Names.Link);
    return status; /* expect: wdm-release-on-failure */
}
