#include <ntddk.h>

/* What frees the block is called on the object, seen as the class that it is derived from. */
class Block {
public:
    PVOID Memory;
    VOID Close()
    {
        ExFreePool(Memory);
        Memory = nullptr;
    }
};

class Named : public Block {
public:
    UNICODE_STRING Name;
    VOID Close() { RtlInitUnicodeString(&Name, nullptr); }
};

static Named g_Block;

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD BlockUnload;

static VOID BlockUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    static_cast<Block &>(g_Block).Close();
}

static VOID FreeBlock(const Named &block)
{
    ((Block &)block).Close();
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT device;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    g_Block.Memory = ExAllocatePool2(POOL_FLAG_PAGED, 64, 'kclB');
    if (g_Block.Memory == nullptr) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = IoCreateDevice(DriverObject, 0, nullptr, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    if (!NT_SUCCESS(status)) {
        FreeBlock(g_Block);
        return status;
    }
    IoDeleteDevice(device);
    DriverObject->DriverUnload = BlockUnload;
    return STATUS_SUCCESS;
}
