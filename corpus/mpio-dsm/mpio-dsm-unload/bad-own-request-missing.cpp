/* model: mpio-dsm */
extern "C" {
#include <ntddk.h>
#include <dsm.h>
}

namespace {

constexpr ULONG SkeinTag = 'niek';

struct Skein {
    LIST_ENTRY Devices;
    PVOID Mpio;
};

Skein *TheSkein;
PDEVICE_OBJECT TheControl;

/* Sends a request to the multipath driver, and waits for what it says. */
NTSTATUS Ask(ULONG Code, PVOID In, ULONG InSize, PVOID Out, ULONG OutSize)
{
    IO_STATUS_BLOCK io;
    KEVENT done;

    KeInitializeEvent(&done, NotificationEvent, FALSE);
    PIRP irp = IoBuildDeviceIoControlRequest(Code, TheControl, In, InSize, Out, OutSize, TRUE, &done, &io);
    if (irp == nullptr)
        return STATUS_INSUFFICIENT_RESOURCES;
    NTSTATUS status = IoCallDriver(TheControl, irp);
    if (status == STATUS_PENDING) {
        KeWaitForSingleObject(&done, Executive, KernelMode, FALSE, nullptr);
        status = io.Status;
    }
    return status;
}

NTSTATUS Join(PDRIVER_OBJECT Driver)
{
    DSM_INIT_DATA data = {};
    DSM_MPIO_CONTEXT answer = {};

    data.InitDataSize = sizeof data;
    data.DsmContext = TheSkein;
    data.DriverObject = Driver;
    NTSTATUS status = Ask(IOCTL_MPDSM_REGISTER, &data, sizeof data, &answer, sizeof answer);
    if (NT_SUCCESS(status))
        TheSkein->Mpio = answer.MPIOContext;
    return status;
}

VOID Drop()
{
    ExFreePoolWithTag(TheSkein, SkeinTag);
    ObDereferenceObject(TheControl);
}

}

extern "C" VOID SkeinUnload(PDRIVER_OBJECT DriverObject)
{
    DSM_DEREGISTER_DATA leave = {};

    leave.DeregisterDataSize = sizeof leave;
    leave.DriverObject = DriverObject;
    leave.DsmContext = TheSkein;
    leave.MpioContext = TheSkein->Mpio;
    Drop();
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\DosDevices\\MPIOControl");
    PFILE_OBJECT file;

    UNREFERENCED_PARAMETER(RegistryPath);
    NTSTATUS status = IoGetDeviceObjectPointer(&link, FILE_READ_ATTRIBUTES, &file, &TheControl);
    if (!NT_SUCCESS(status))
        return status;
    ObReferenceObject(TheControl);
    ObDereferenceObject(file);

    TheSkein = static_cast<Skein *>(ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(Skein), SkeinTag));
    if (TheSkein == nullptr) {
        ObDereferenceObject(TheControl);
        return STATUS_NO_MEMORY;
    }
    InitializeListHead(&TheSkein->Devices);

    status = Join(DriverObject);
    if (!NT_SUCCESS(status)) {
        Drop();
        return status;
    }
    DriverObject->DriverUnload = SkeinUnload; /* expect: mpio-dsm-unload */
    return STATUS_SUCCESS;
}
