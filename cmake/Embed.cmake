# Turns data into C: tools/embed.c is built first and writes the generated sources.
add_executable(drvlint_embed "${PROJECT_SOURCE_DIR}/tools/embed.c")
set(DRVLINT_EMBEDDED_SOURCES)

# drvlint_embed_files(NAME FOLDER GLOB...): `const dl_embedded_file dl_embedded_NAME[]` and its count.
function(drvlint_embed_files name folder)
    set(files)
    foreach(pattern ${ARGN})
        file(GLOB_RECURSE found CONFIGURE_DEPENDS RELATIVE "${folder}" "${folder}/${pattern}")
        list(APPEND files ${found})
    endforeach()
    list(FILTER files EXCLUDE REGEX "\\.schema\\.json$")
    list(SORT files)
    set(paths)
    foreach(file ${files})
        list(APPEND paths "${folder}/${file}")
    endforeach()
    set(list "${PROJECT_BINARY_DIR}/embed_${name}.list")
    string(REPLACE ";" "\n" lines "${files}")
    file(GENERATE OUTPUT "${list}" CONTENT "${lines}\n")
    set(made "${PROJECT_BINARY_DIR}/embed_${name}.c")
    add_custom_command(OUTPUT "${made}" COMMAND drvlint_embed "${name}" "${folder}" "${list}" "${made}"
                       DEPENDS drvlint_embed "${list}" ${paths} VERBATIM)
    set(DRVLINT_EMBEDDED_SOURCES ${DRVLINT_EMBEDDED_SOURCES} "${made}" PARENT_SCOPE)
endfunction()

drvlint_embed_files(rules "${PROJECT_SOURCE_DIR}/rules" "*.json")
# Of each rule's examples the first bad and the first good one, `bad.c` and `good.c` before others.
set(shown)
foreach(kind bad good)
    file(GLOB found CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}/corpus" "${PROJECT_SOURCE_DIR}/corpus/*/*/${kind}*.c"
         "${PROJECT_SOURCE_DIR}/corpus/*/*/${kind}*.cpp")
    list(SORT found)
    set(folders)
    foreach(file ${found})
        get_filename_component(folder "${file}" DIRECTORY)
        if(NOT folder IN_LIST folders)
            list(APPEND folders "${folder}")
            if(EXISTS "${PROJECT_SOURCE_DIR}/corpus/${folder}/${kind}.c")
                list(APPEND shown "${folder}/${kind}.c")
            else()
                list(APPEND shown "${file}")
            endif()
        endif()
    endforeach()
endforeach()
drvlint_embed_files(examples "${PROJECT_SOURCE_DIR}/corpus" ${shown})

drvlint_embed_files(facts "${PROJECT_SOURCE_DIR}/analyzer/kernel" "*.json")
drvlint_embed_files(stubs "${PROJECT_SOURCE_DIR}/analyzer/kernel" "*.h.in")

# The index of the WDK's names: sorted tables, so that nothing is built at start-up.
add_executable(drvlint_embed_index "${PROJECT_SOURCE_DIR}/tools/embed_index.c")
file(GLOB wdk_tables CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/analyzer/kernel/wdk/*.tsv")
set(made "${PROJECT_BINARY_DIR}/embed_index.c")
# A generator ends before it needs to free anything.
add_custom_command(OUTPUT "${made}"
                   COMMAND "${CMAKE_COMMAND}" -E env ASAN_OPTIONS=detect_leaks=0 ${CMAKE_CROSSCOMPILING_EMULATOR}
                           $<TARGET_FILE:drvlint_embed_index> "${PROJECT_SOURCE_DIR}/analyzer/kernel/wdk" "${made}"
                   DEPENDS drvlint_embed_index ${wdk_tables} VERBATIM)
list(APPEND DRVLINT_EMBEDDED_SOURCES "${made}")
