#include <ntddk.h>
#include <wsk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD CourierUnload;

static const WSK_CLIENT_DISPATCH ClientDispatch = {MAKE_WSK_VERSION(1, 0), 0, NULL};
static WSK_REGISTRATION Registration;
static WSK_PROVIDER_NPI Provider;
static PVOID Buffer;
static PVOID Thread;

VOID CourierUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    KeWaitForSingleObject(Thread, Executive, KernelMode, FALSE, NULL);
    ObDereferenceObject(Thread);
    ExFreePool(Buffer);
    WskDeregister(&Registration);
}

static NTSTATUS CourierCapture(VOID)
{
    return WskCaptureProviderNPI(&Registration, WSK_INFINITE_WAIT, &Provider);
}

static VOID CourierThread(PVOID Context)
{
    UNREFERENCED_PARAMETER(Context);
    if (NT_SUCCESS(CourierCapture()))
        WskReleaseProviderNPI(&Registration);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WSK_CLIENT_NPI client;
    HANDLE thread;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = CourierUnload;
    client.ClientContext = NULL;
    client.Dispatch = &ClientDispatch;
    status = WskRegister(&client, &Registration);
    if (!NT_SUCCESS(status))
        return status;
    Buffer = ExAllocatePool2(POOL_FLAG_NON_PAGED, 4096, 'ruoC');
    if (Buffer == NULL) {
        status = STATUS_INSUFFICIENT_RESOURCES;
        goto deregister;
    }
    status = PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, CourierThread, NULL);
    if (!NT_SUCCESS(status))
        goto free;
    ObReferenceObjectByHandle(thread, THREAD_ALL_ACCESS, *PsThreadType, KernelMode, &Thread, NULL);
    ZwClose(thread);
    return STATUS_SUCCESS;

free:
    ExFreePool(Buffer);
deregister:
    WskDeregister(&Registration);
    return status;
}
