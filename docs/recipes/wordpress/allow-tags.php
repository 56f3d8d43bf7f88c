<?php
/**
 * Plugin Name: Authors may write nango-connect
 */
add_filter('wp_kses_allowed_html', function ($tags, $context) {
    if ($context === 'post') {
        $tags['nango-connect'] = [
            'integration-id' => true,
            'theme' => true,
            'inline' => true,
            // Whoever sets the server receives what users type.
            'backend' => ['values' => ['/api/nango']],
        ];
    }
    return $tags;
}, 10, 2);
