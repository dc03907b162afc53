/* The name is printed into the context; where the table cannot be had, nobody asks for it, and the link stays. */
#include <ntddk.h>
#include <ntstrsafe.h>

#define TAG 'NtnP'

typedef struct CONTEXT {
    WCHAR LinkName[64];
    PVOID Table;
} CONTEXT, *PCONTEXT;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD PrintedUnload;
DRIVER_DISPATCH PrintedOpenClose;

static PCONTEXT g_Context;

NTSTATUS PrintedOpenClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static void PrintedDeleteLink(PWSTR Text)
{
    UNICODE_STRING link;

    if (Text[0] != L'\0') {
        RtlInitUnicodeString(&link, Text);
        IoDeleteSymbolicLink(&link);
    }
}

static void PrintedUndo(PCONTEXT Context)
{
    PrintedDeleteLink(Context->LinkName);
    if (Context->Table)
        ExFreePoolWithTag(Context->Table, TAG);
    ExFreePoolWithTag(Context, TAG);
}

void PrintedUnload(PDRIVER_OBJECT DriverObject)
{
    PrintedUndo(g_Context);
    IoDeleteDevice(DriverObject->DeviceObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Printed"), link;
    PDEVICE_OBJECT device;
    PCONTEXT context;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    context = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(*context), TAG);
    if (!context)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    if (!NT_SUCCESS(status)) {
        ExFreePoolWithTag(context, TAG);
        return status;
    }
    (void)RtlStringCbPrintfW(context->LinkName, sizeof(context->LinkName), L"\\DosDevices\\Printed%u", 1);
    RtlInitUnicodeString(&link, context->LinkName);
    status = IoCreateSymbolicLink(&link, &name);
    if (!NT_SUCCESS(status)) {
        ExFreePoolWithTag(context, TAG);
        IoDeleteDevice(device);
        return status;
    }
    context->Table = ExAllocatePool2(POOL_FLAG_PAGED, 256, TAG);
    if (!context->Table) {
        status = STATUS_INSUFFICIENT_RESOURCES;
        goto undo;
    }
    g_Context = context;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = PrintedOpenClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = PrintedOpenClose;
    DriverObject->DriverUnload = PrintedUnload;
    return STATUS_SUCCESS;

undo:
    ExFreePoolWithTag(context, TAG);
    IoDeleteDevice(device);
    return status; /* expect: legacy-nonpnp-undo-device-and-link */
}
