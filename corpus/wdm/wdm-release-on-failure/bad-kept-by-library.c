/* What has been done is kept by a library. */
#include <ntddk.h>

#define PANEL_HAS_BLOCK 0
#define PANEL_HAS_CALLBACK 1
#define PANEL_HAS_LINK 2

VOID StateMark(PVOID State, ULONG What);
BOOLEAN StateTest(PVOID State, ULONG What);

typedef struct _PANEL {
    ULONG Done;
    PVOID Block;
    LARGE_INTEGER Cookie;
    UNICODE_STRING Link;
    PDEVICE_OBJECT Device;
} PANEL;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Dispatch;
static EX_CALLBACK_FUNCTION OnRegistry;

static PANEL g_Panel;

static NTSTATUS OnRegistry(PVOID Context, PVOID What, PVOID Info)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(What);
    UNREFERENCED_PARAMETER(Info);
    return STATUS_SUCCESS;
}

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID Undo(VOID)
{
    if (StateTest(&g_Panel.Done, PANEL_HAS_LINK)) {
        IoDeleteSymbolicLink(&g_Panel.Link);
    }
    if (StateTest(&g_Panel.Done, PANEL_HAS_CALLBACK)) {
        CmUnRegisterCallback(g_Panel.Cookie);
    }
    if (StateTest(&g_Panel.Done, PANEL_HAS_BLOCK)) {
        ExFreePool(g_Panel.Block);
    }
    IoDeleteDevice(g_Panel.Device);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    Undo();
}

static NTSTATUS Prepare(VOID)
{
    NTSTATUS status;

    g_Panel.Block = ExAllocatePool2(POOL_FLAG_PAGED, 512, 'lnaP');
    if (g_Panel.Block == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    StateMark(&g_Panel.Done, PANEL_HAS_BLOCK);
    status = CmRegisterCallback(OnRegistry, NULL, &g_Panel.Cookie);
    if (NT_SUCCESS(status)) {
        StateMark(&g_Panel.Done, PANEL_HAS_CALLBACK);
    }
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Panel");
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
    DriverObject->DriverUnload = Unload;
    CmUnRegisterCallback(g_Panel.Cookie); /* expect: wdm-release-on-failure */
    RtlInitUnicodeString(&g_Panel.Link, L"\\??\\Panel");
    status = IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE,
                            &g_Panel.Device);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = Prepare();
    if (NT_SUCCESS(status)) {
        status = IoCreateSymbolicLink(&g_Panel.Link, &name);
        if (NT_SUCCESS(status)) {
            StateMark(&g_Panel.Done, PANEL_HAS_LINK);
        }
    }
    if (!NT_SUCCESS(status)) {
        Undo();
    }
    return status;
}
