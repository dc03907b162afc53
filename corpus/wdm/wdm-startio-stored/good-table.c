#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
static PDEVICE_OBJECT g_Dev;
static DRIVER_STARTIO StartIo;
static DRIVER_DISPATCH Io, Ok;

VOID Unload(PDRIVER_OBJECT d)
{
    UNREFERENCED_PARAMETER(d);
    IoDeleteDevice(g_Dev);
}

static VOID StartIo(PDEVICE_OBJECT d, PIRP i)
{
    i->IoStatus.Status = 0;
    IoCompleteRequest(i, 0);
    IoStartNextPacket(d, FALSE);
}

static NTSTATUS Io(PDEVICE_OBJECT d, PIRP i)
{
    IoMarkIrpPending(i);
    IoStartPacket(d, i, NULL, NULL);
    return STATUS_PENDING;
}

static NTSTATUS Ok(PDEVICE_OBJECT d, PIRP i)
{
    UNREFERENCED_PARAMETER(d);
    i->IoStatus.Status = 0;
    IoCompleteRequest(i, 0);
    return 0;
}

static const struct {
    UCHAR Code;
    PDRIVER_DISPATCH Routine;
} c_Table[] = {{IRP_MJ_CREATE, Ok}, {IRP_MJ_CLOSE, Ok}, {IRP_MJ_READ, Io}, {IRP_MJ_WRITE, Io}};
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING n = RTL_CONSTANT_STRING(L"\\Device\\Meter");
    NTSTATUS s;
    ULONG i;
    UNREFERENCED_PARAMETER(RegistryPath);
    for (i = 0; i < ARRAYSIZE(c_Table); i++)
        DriverObject->MajorFunction[c_Table[i].Code] = c_Table[i].Routine;
    DriverObject->DriverStartIo = StartIo;
    DriverObject->DriverUnload = Unload;
    s = IoCreateDevice(DriverObject, 0, &n, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &g_Dev);
    if (NT_SUCCESS(s)) {
        SetFlag(g_Dev->Flags, DO_BUFFERED_IO);
    }
    return s;
}
