/* What owns the handle, the block and the thread is a template of the driver's own, written with traits, concepts,
 * limits and small functions of the library, whose headers nobody has. All of it is understood. */
/* verdict: wdm-close-handles de-close-handles satisfied */
/* verdict: wdm-thread-joined de-thread-join satisfied */
/* verdict: wdm-unload-releases de-unload-undoes-entry satisfied */
/* verdict: wdm-release-on-failure de-fail-free-all satisfied */
/* verdict: wdm-failure-propagated de-return-failure-propagates satisfied */
#include <ntddk.h>

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <limits>
#include <memory>
#include <type_traits>
#include <utility>

namespace own {

template <class T>
concept Plain = std::is_pointer_v<T> && std::is_trivially_copyable_v<T>;

template <Plain T, auto Close> class Unique {
public:
    Unique() noexcept = default;
    explicit Unique(T value) noexcept : m_value(value) {}
    Unique(Unique &&other) noexcept : m_value(std::exchange(other.m_value, nullptr)) {}
    ~Unique() { Reset(); }

    Unique &operator=(Unique &&other) noexcept
    {
        if (this != std::addressof(other))
            Reset(other.Release());
        return *this;
    }
    T Get() const noexcept { return m_value; }
    T Release() noexcept { return std::exchange(m_value, nullptr); }
    T *operator&() noexcept
    {
        Reset();
        return std::addressof(m_value);
    }
    explicit operator bool() const noexcept { return m_value != nullptr; }

private:
    void Reset(T value = nullptr) noexcept
    {
        if (m_value)
            Close(m_value);
        m_value = value;
    }

    T m_value = nullptr;
};

inline void FreeBlock(PVOID block)
{
    ExFreePoolWithTag(block, 'lliM');
}

inline void Dereference(PVOID object)
{
    ObDereferenceObject(object);
}

using Handle = Unique<HANDLE, &ZwClose>;
using Block = Unique<PVOID, &FreeBlock>;
using Object = Unique<PVOID, &Dereference>;

static_assert(!std::is_same_v<Block, Object> && sizeof(std::uint32_t) == 4);

} // namespace own

static PVOID g_Thread, g_Block;
static KEVENT g_Stop;

static void Worker(PVOID)
{
    KeWaitForSingleObject(&g_Stop, Executive, KernelMode, FALSE, nullptr);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static NTSTATUS Start(own::Object &thread)
{
    own::Handle handle;
    PVOID object = nullptr;

    KeInitializeEvent(&g_Stop, NotificationEvent, FALSE);
    auto status = PsCreateSystemThread(&handle, THREAD_ALL_ACCESS, nullptr, nullptr, nullptr, Worker, nullptr);
    if (!NT_SUCCESS(status))
        return status;
    status = ObReferenceObjectByHandle(handle.Get(), SYNCHRONIZE, *PsThreadType, KernelMode, &object, nullptr);
    if (!NT_SUCCESS(status)) {
        KeSetEvent(&g_Stop, IO_NO_INCREMENT, FALSE);
        ZwWaitForSingleObject(handle.Get(), FALSE, nullptr);
        return status;
    }
    thread = own::Object{object};
    return STATUS_SUCCESS;
}

extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" DRIVER_UNLOAD Unload;

extern "C" void Unload(PDRIVER_OBJECT)
{
    KeSetEvent(&g_Stop, IO_NO_INCREMENT, FALSE);
    KeWaitForSingleObject(g_Thread, Executive, KernelMode, FALSE, nullptr);
    ObDereferenceObject(g_Thread);
    own::FreeBlock(g_Block);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path)
{
    const auto size = std::min<std::size_t>(path->Length, std::numeric_limits<std::uint16_t>::max());
    own::Block block{ExAllocatePool2(POOL_FLAG_NON_PAGED, std::max<std::size_t>(size, 64), 'lliM')};
    own::Object thread;

    if (!block)
        return STATUS_INSUFFICIENT_RESOURCES;
    if (const auto status = Start(thread); !NT_SUCCESS(status))
        return status;
    g_Thread = thread.Release();
    g_Block = block.Release();
    driver->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
