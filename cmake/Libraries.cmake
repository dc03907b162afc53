# The libraries besides libclang, as drvlint::cjson and drvlint::libxml2, and for the tests drvlint::check. By pkg-config where
# it knows them, else by what they install for CMake: vcpkg and a build of one's own on Windows have no pkg-config.
find_package(PkgConfig QUIET)

# drvlint_library(NAME MODULE PACKAGE TARGET...): NAME of pkg-config's MODULE, or of the first TARGET that PACKAGE makes.
function(drvlint_library name module package)
    if(PkgConfig_FOUND)
        pkg_check_modules(${name} QUIET IMPORTED_TARGET GLOBAL ${module})
        if(${name}_FOUND)
            add_library(drvlint::${name} ALIAS PkgConfig::${name})
            return()
        endif()
    endif()
    find_package(${package} REQUIRED)
    foreach(target ${ARGN})
        if(TARGET ${target})
            add_library(drvlint_${name} INTERFACE)
            target_link_libraries(drvlint_${name} INTERFACE ${target})
            add_library(drvlint::${name} ALIAS drvlint_${name})
            return()
        endif()
    endforeach()
    message(FATAL_ERROR "${package} was found, but makes none of: ${ARGN}")
endfunction()

drvlint_library(cjson libcjson cJSON cjson)
drvlint_library(libxml2 libxml-2.0 LibXml2 LibXml2::LibXml2)
