#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Dispatch;

constexpr UNICODE_STRING operator""_us(const wchar_t *text, size_t length)
{
    return {static_cast<USHORT>(length * sizeof(WCHAR)), static_cast<USHORT>((length + 1) * sizeof(WCHAR)),
            const_cast<PWCH>(text)};
}

template <size_t Size> constexpr UNICODE_STRING Literal(const wchar_t (&text)[Size])
{
    return UNICODE_STRING{(Size - 1) * sizeof(WCHAR), Size * sizeof(WCHAR), const_cast<PWCH>(text)};
}

/* The link is in the folder of devices. */
static UNICODE_STRING g_Name = L"\\Device\\Probe"_us;
static UNICODE_STRING g_Link = Literal(L"\\Device\\Link\\Probe");
static PDEVICE_OBJECT g_Device;

static NTSTATUS Dispatch(PDEVICE_OBJECT, PIRP Irp)
{
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT)
{
    IoDeleteSymbolicLink(&g_Link); /* expect: legacy-nonpnp-link-names */
    IoDeleteDevice(g_Device);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING)
{
    NTSTATUS status;

    DriverObject->DriverUnload = Unload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
    status = IoCreateDevice(DriverObject, 0, &g_Name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &g_Device);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = IoCreateSymbolicLink(&g_Link, &g_Name);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(g_Device);
        return status;
    }
    return STATUS_SUCCESS;
}
