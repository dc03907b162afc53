/* The operator zeroes the block where there is one; the object's pointer is null until a device is made. */
#include <ntddk.h>
#include <wdmsec.h>

void *__cdecl operator new(size_t size, POOL_TYPE pool, ULONG tag) noexcept
{
    void *block = ExAllocatePoolWithTag(pool, size, tag);

    if (block)
        RtlZeroMemory(block, size);
    return block;
}

void __cdecl operator delete(void *block) noexcept
{
    if (block)
        ExFreePool(block);
}

static UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Ledge");

class Ledge {
public:
    Ledge() noexcept : device(nullptr), image(nullptr) {}
    ~Ledge()
    {
        if (device)
            IoDeleteDevice(device);
        if (image)
            ExFreePoolWithTag(image, 'gdeL');
    }
    NTSTATUS Start(PDRIVER_OBJECT driver)
    {
        image = ExAllocatePoolWithTag(PagedPool, 4096, 'gdeL');
        if (!image)
            return STATUS_INSUFFICIENT_RESOURCES;
        return IoCreateDeviceSecure(driver, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE,
                                    &SDDL_DEVOBJ_SYS_ALL_ADM_ALL, &GUID_NULL, &device);
    }
    void Open() { device->Flags &= ~DO_DEVICE_INITIALIZING; }

private:
    PDEVICE_OBJECT device;
    void *image;
};

template <typename T> class Holder {
public:
    explicit Holder(T *object) noexcept : held(object) {}
    ~Holder() { delete held; }
    Holder(const Holder &) = delete;
    Holder &operator=(const Holder &) = delete;
    T *operator->() const noexcept { return held; }
    explicit operator bool() const noexcept { return held != nullptr; }
    T *Release() noexcept
    {
        T *object = held;

        held = nullptr;
        return object;
    }

private:
    T *held;
};

static Ledge *ledge;

static NTSTATUS Answer(PDEVICE_OBJECT, PIRP irp)
{
    irp->IoStatus.Status = STATUS_SUCCESS;
    irp->IoStatus.Information = 0;
    IoCompleteRequest(irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT)
{
    delete ledge;
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING)
{
    Holder<Ledge> made(new (NonPagedPoolNx, 'gdeL') Ledge);

    if (!made)
        return STATUS_INSUFFICIENT_RESOURCES;
    NTSTATUS status = made->Start(driver);

    if (!NT_SUCCESS(status))
        return status;
    driver->MajorFunction[IRP_MJ_CREATE] = Answer;
    driver->MajorFunction[IRP_MJ_CLOSE] = Answer;
    driver->DriverUnload = Unload;
    made->Open();
    ledge = made.Release();
    return STATUS_SUCCESS;
}
